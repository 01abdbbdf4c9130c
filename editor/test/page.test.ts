import assert from 'node:assert/strict';
import { test } from 'node:test';
import { step } from '../src/page/changes.ts';
import { readingAt } from '../src/page/contents.ts';
import { KeySequence } from '../src/page/shortcuts.ts';
import { clampWidth } from '../src/page/sidebar-state.ts';
import { nextTheme } from '../src/page/themes.ts';
import { wordsFor } from '../src/page/times.ts';
import { OpenBranches } from '../src/page/tree.ts';

const now = new Date('2026-03-01T14:02:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test('a time is said in the words of the server', () => {
  assert.equal(wordsFor(before(20), now), 'just now');
  assert.equal(wordsFor(before(90), now), '1 minute ago');
  assert.equal(wordsFor(before(7300), now), '2 hours ago');
  assert.equal(wordsFor(before(3 * 86_400), now), '3 days ago');
  assert.equal(wordsFor(before(40 * 86_400), now), 'on 20 January 2026');
});

test('a clock that is behind says just now, not minus five minutes', () => {
  assert.equal(wordsFor(before(-300), now), 'just now');
});

test('g and h soon after each other are one shortcut', () => {
  const keys = new KeySequence();
  assert.equal(keys.press('g', 0), 'g');
  assert.equal(keys.press('h', 400), 'g h');
  assert.equal(keys.press('h', 500), 'h');
});

test('g and h with a long pause between them are two', () => {
  const keys = new KeySequence();
  keys.press('g', 0);
  assert.equal(keys.press('h', 2000), 'h');
});

test('the next change after the last one is the first', () => {
  assert.equal(step(-1, 1, 3), 0);
  assert.equal(step(-1, -1, 3), 2);
  assert.equal(step(2, 1, 3), 0);
  assert.equal(step(0, -1, 3), 2);
});

test('one reads under the last heading above the line', () => {
  assert.equal(readingAt([-300, 20, 700], 110), 1);
  assert.equal(readingAt([300, 700], 110), -1);
});

test('the side bar stays usable however far it is dragged', () => {
  assert.equal(clampWidth(3), 200);
  assert.equal(clampWidth(300.4), 300);
  assert.equal(clampWidth(4000), 480);
});

test('themes go round', () => {
  assert.equal(nextTheme('system'), 'light');
  assert.equal(nextTheme('light'), 'dark');
  assert.equal(nextTheme('dark'), 'system');
});

test('open branches are remembered, without a store too', () => {
  const branches = new OpenBranches('tree:TEST');
  branches.set('a', true);
  branches.set('b', true);
  branches.set('a', false);
  assert.equal(branches.has('a'), false);
  assert.equal(branches.has('b'), true);
});
