import { EditorSelection, type ChangeSpec, type EditorState, type StateCommand, type TransactionSpec } from '@codemirror/state';

/** Puts a mark around the selection, or takes it away again. */
export function wrap(mark: string): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) {
      return false;
    }
    const size = mark.length;
    const spec = state.changeByRange((range) => {
      const around = state.sliceDoc(range.from - size, range.from) === mark && state.sliceDoc(range.to, range.to + size) === mark;
      if (around) {
        return {
          changes: [
            { from: range.from - size, to: range.from },
            { from: range.to, to: range.to + size },
          ],
          range: EditorSelection.range(range.anchor - size, range.head - size),
        };
      }
      return {
        changes: [
          { from: range.from, insert: mark },
          { from: range.to, insert: mark },
        ],
        range: EditorSelection.range(range.anchor + size, range.head + size),
      };
    });
    dispatch(state.update(spec, { userEvent: 'input.format', scrollIntoView: true }));
    return true;
  };
}

const LINE_MARK = /^(\s*)(?:(?:[-*+] \[[ xX]\]|[-*+]|\d+[.)]|#{1,6}|>) )?/;

/** Begins each selected line with a mark, in place of the one it has; the same once more takes it away. */
export function lines(mark: (index: number) => string): StateCommand {
  return ({ state, dispatch }) => {
    if (state.readOnly) {
      return false;
    }
    const selected = linesOf(state);
    const begins = (index: number) => LINE_MARK.exec(selected[index]!.text)![0].trimStart() === mark(index);
    const already = selected.every((_, index) => begins(index));
    const changes: ChangeSpec[] = selected.map((line, index) => {
      const found = LINE_MARK.exec(line.text)!;
      const from = line.from + found[1]!.length;
      return { from, to: line.from + found[0].length, insert: already ? '' : mark(index) };
    });
    dispatch(state.update(moveBehind(state, changes), { userEvent: 'input.format', scrollIntoView: true }));
    return true;
  };
}

export const bulletList = lines(() => '- ');
export const numberedList = lines((index) => `${index + 1}. `);
export const taskList = lines(() => '- [ ] ');
export const quote = lines(() => '> ');
export const heading = (level: number) => lines(() => `${'#'.repeat(level)} `);

/** Makes the selection a link and selects where the address goes; a selected address becomes the address. */
export const link: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) {
    return false;
  }
  const spec = state.changeByRange((range) => {
    const text = state.sliceDoc(range.from, range.to);
    const isAddress = /^(https?:\/\/|\/)\S+$/.test(text);
    const insert = isAddress ? `[](${text})` : `[${text}](https://)`;
    const start = range.from + (isAddress ? 1 : text.length + 3);
    return { changes: { from: range.from, to: range.to, insert }, range: EditorSelection.range(start, start + (isAddress ? 0 : 8)) };
  });
  dispatch(state.update(spec, { userEvent: 'input.format', scrollIntoView: true }));
  return true;
};

/** A table of two columns below the line of the cursor. */
export const table: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) {
    return false;
  }
  const line = state.doc.lineAt(state.selection.main.head);
  const before = line.text.trim() === '' ? '' : '\n\n';
  const insert = `${before}| Column | Column |\n| --- | --- |\n|  |  |\n`;
  const at = line.to;
  const start = at + before.length + 2;
  dispatch(state.update({ changes: { from: at, insert }, selection: EditorSelection.range(start, start + 6), userEvent: 'input.format', scrollIntoView: true }));
  return true;
};

/** Tab belongs to lists; elsewhere it leads out of the editor, as on every page. */
export function indentList(deeper: boolean): StateCommand {
  return ({ state, dispatch }) => {
    const selected = linesOf(state);
    if (state.readOnly || !selected.every((line) => /^\s*(?:[-*+]|\d+[.)]) /.test(line.text))) {
      return false;
    }
    const changes = selected.map((line) => {
      const width = /^\s*\d/.test(line.text) ? 3 : 2;
      const blank = /^ */.exec(line.text)![0].length;
      return deeper ? { from: line.from, insert: ' '.repeat(width) } : { from: line.from, to: line.from + Math.min(width, blank) };
    });
    dispatch(state.update(moveBehind(state, changes), { userEvent: deeper ? 'input.indent' : 'delete.dedent' }));
    return true;
  };
}

function linesOf(state: EditorState) {
  const { from, to } = state.selection.main;
  const first = state.doc.lineAt(from).number;
  const last = state.doc.lineAt(to).number;
  return Array.from({ length: last - first + 1 }, (_, index) => state.doc.line(first + index));
}

/** The cursor stays behind what is put before it. */
function moveBehind(state: EditorState, changes: ChangeSpec[]): TransactionSpec {
  const set = state.changes(changes);
  const { anchor, head } = state.selection.main;
  return { changes: set, selection: { anchor: set.mapPos(anchor, 1), head: set.mapPos(head, 1) } };
}
