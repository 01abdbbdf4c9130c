import { collab } from '@codemirror/collab';
import { EditorState, type Extension, type Transaction } from '@codemirror/state';
import type { LiveDocument } from './live.ts';

/** What every document of a draft needs: "\r" is an ordinary character, and updates are numbered from the joined revision. */
export function draftExtensions(start: { revision: number; client: string }): Extension {
  return [EditorState.lineSeparator.of('\n'), collab({ startVersion: start.revision, clientID: start.client })];
}

/** A draft's text that nobody looks at. */
export class HeadlessDocument implements LiveDocument {
  state: EditorState;

  constructor(start: { text: string; revision: number; client: string }) {
    this.state = EditorState.create({ doc: start.text, extensions: draftExtensions(start) });
  }

  dispatch(transaction: Transaction): void {
    this.state = transaction.state;
  }
}
