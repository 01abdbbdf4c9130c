import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EditorState, type StateCommand } from '@codemirror/state';
import * as format from '../src/format.ts';
import { initials } from '../src/members.ts';
import { cleanPaste } from '../src/plaintext.ts';

function after(command: StateCommand, doc: string, anchor = 0, head = anchor): string {
  let state = EditorState.create({ doc, selection: { anchor, head } });
  command({ state, dispatch: (transaction) => (state = transaction.state) });
  const { from, to } = state.selection.main;
  const text = state.doc.toString();
  return from === to ? `${text.slice(0, from)}|${text.slice(from)}` : `${text.slice(0, from)}<${text.slice(from, to)}>${text.slice(to)}`;
}

test('pasted text has one kind of line break, no NUL and no half characters', () => {
  assert.equal(cleanPaste('a\r\nb\rc\nd'), 'a\nb\nc\nd');
  assert.equal(cleanPaste('x\0y\uD83Dz\uDE00'), 'xyz');
  assert.equal(cleanPaste('😀'), '😀');
});

test('a mark is put around the selection and taken away again', () => {
  assert.equal(after(format.wrap('**'), 'a word', 2, 6), 'a **<word>**');
  assert.equal(after(format.wrap('**'), 'a **word**', 4, 8), 'a <word>');
});

test('a list mark replaces another and goes by the second press', () => {
  assert.equal(after(format.bulletList, 'one\ntwo', 0, 7), '- <one\n- two>');
  assert.equal(after(format.numberedList, '- one\n- two', 2, 11), '1. <one\n2. two>');
  assert.equal(after(format.taskList, '- [ ] one', 6), '|one');
});

test('a link waits for its address, and an address for its words', () => {
  assert.equal(after(format.link, 'see docs', 4, 8), 'see [docs](<https://>)');
  assert.equal(after(format.link, 'https://a.b', 0, 11), '[|](https://a.b)');
});

test('Tab indents in lists and nowhere else', () => {
  assert.equal(after(format.indentList(true), '- one', 2), '  - |one');
  assert.equal(after(format.indentList(false), '  - one', 4), '- |one');
  assert.equal(format.indentList(true)({ state: EditorState.create({ doc: 'text' }), dispatch: () => assert.fail() }), false);
});

test('initials are of the first and the last name', () => {
  assert.equal(initials('Anna Maria Berg'), 'AB');
  assert.equal(initials('ben'), 'B');
  assert.equal(initials(' '), '?');
});
