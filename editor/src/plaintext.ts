import { EditorSelection, EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, MatchDecorator, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';

/** What may enter the text by paste or drop: one kind of line break, no NUL, no half characters. */
export function cleanPaste(text: string): string {
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '').replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '');
}

const hidden = new MatchDecorator({ regexp: /\r+$/g, decoration: Decoration.replace({}) });

/** "\r" is a character like any other to everybody who edits; at the end of a line it is hidden, and the cursor stays before it. */
const hideReturns = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = hidden.createDeco(view);
    }

    update(update: ViewUpdate): void {
      this.decorations = hidden.updateDeco(update, this.decorations);
    }
  },
  {
    decorations: (plugin) => plugin.decorations,
    provide: (plugin) => EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
  },
);

const stayBeforeReturn = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.selection || transaction.docChanged) {
    return transaction;
  }
  const before = (position: number) => {
    const line = transaction.startState.doc.lineAt(position);
    return position === line.to && line.text.endsWith('\r') ? position - (/\r+$/.exec(line.text)?.[0].length ?? 0) : position;
  };
  const ranges = transaction.selection.ranges;
  if (ranges.every((range) => !range.empty || before(range.head) === range.head)) {
    return transaction;
  }
  const moved = ranges.map((range) => (range.empty ? EditorSelection.cursor(before(range.head)) : range));
  return [transaction, { selection: EditorSelection.create(moved, transaction.selection.mainIndex), sequential: true }];
});

/** The largest text that the server takes, in bytes of UTF-8. */
export const TEXT_LIMIT = 2 * 1024 * 1024;

/** Edits that would make the text larger than the server takes are stopped where they are made. */
export function limitSize(tell: () => void): Extension {
  return EditorState.transactionFilter.of((transaction) => {
    const grows = transaction.docChanged && transaction.newDoc.length > transaction.startState.doc.length;
    if (!grows || transaction.newDoc.length * 3 <= TEXT_LIMIT || new TextEncoder().encode(transaction.newDoc.toString()).length <= TEXT_LIMIT) {
      return transaction;
    }
    setTimeout(tell);
    return [];
  });
}

export const plainText: Extension = [EditorView.clipboardInputFilter.of(cleanPaste), hideReturns, stayBeforeReturn];
