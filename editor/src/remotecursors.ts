import type { ChangeSet } from '@codemirror/state';
import type { CursorMessage } from './protocol.ts';

const REMEMBERED = 500;

/** Brings others' cursors, told at some revision, to where they are in our text now. */
export class RemoteCursors {
  private from = 0;
  private passedBy: { client: string; changes: ChangeSet }[] = [];
  private readonly ahead = new Map<string, CursorMessage>();

  constructor(private readonly show: (client: string, anchor: number, head: number) => void) {}

  start(revision: number): void {
    this.from = revision;
    this.passedBy = [];
  }

  /** An update of the log has been applied. */
  passed(client: string, changes: ChangeSet): void {
    this.passedBy.push({ client, changes });
    if (this.passedBy.length > REMEMBERED) {
      this.from++;
      this.passedBy.shift();
    }
  }

  /** A cursor came; one from a revision that we don't know yet waits. */
  came(message: CursorMessage, revision: number, pending: readonly ChangeSet[]): void {
    if (message.revision > revision) {
      this.ahead.set(message.client, message);
    } else if (message.revision >= this.from) {
      this.ahead.delete(message.client);
      const changes = this.passedBy.slice(message.revision - this.from);
      const first = changes[0]?.changes ?? pending[0];
      const longest = first ? first.length : Infinity;
      const map = (position: number) => {
        // Who types stays behind what they type; others' text at the same place goes after the cursor.
        const at = changes.reduce((to, by) => by.changes.mapPos(to, by.client === message.client ? 1 : -1), Math.min(Math.max(0, position), longest));
        return pending.reduce((to, own) => own.mapPos(to, -1), at);
      };
      this.show(message.client, map(message.anchor), map(message.head));
    }
  }

  /** The log went on to `revision`: cursors that waited for it are shown. */
  settle(revision: number, pending: readonly ChangeSet[]): void {
    for (const message of this.ahead.values()) {
      if (message.revision <= revision) {
        this.came(message, revision, pending);
      }
    }
  }
}
