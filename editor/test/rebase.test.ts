import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getSyncedVersion, receiveUpdates, sendableUpdates } from '@codemirror/collab';
import { ChangeSet, type EditorState } from '@codemirror/state';
import { HeadlessDocument } from '../src/headless.ts';
import type { ChangesJson, Update } from '../src/protocol.ts';
import { parseChanges, rebase } from '../src/rebase.ts';
import { Chance } from './support/world.ts';

test('rebase agrees with what collab does to the same unsent updates', () => {
  for (let seed = 1; seed <= 1000; seed++) {
    const chance = new Chance(seed);
    const mine = new HeadlessDocument({ text: 'abcdefgh', revision: 0, client: 'me' });
    for (let i = chance.below(5); i > 0; i--) {
      mine.dispatch(mine.state.update({ changes: randomChange(chance, mine.state.doc.length, 'M') }));
    }
    const updates = sendableUpdates(mine.state).map((update) => update.changes);
    const log: Update[] = [];
    let rest = updates;
    let length = 8;
    for (let i = chance.below(8), own = 0; i > 0; i--) {
      if (rest.length > 0 && chance.happens(0.4)) {
        log.push({ client: 'me', seq: 7 + own++, user: 'me', changes: rest[0]!.toJSON() as ChangesJson });
        length = rest[0]!.newLength;
        rest = rest.slice(1);
      } else {
        const theirs = ChangeSet.of(randomChange(chance, length, 'T'), length);
        log.push({ client: 'ben', seq: 0, user: 'ben', changes: theirs.toJSON() as ChangesJson });
        length = theirs.newLength;
        rest = rebase({ seq: 0, updates: rest }, 'me', [log.at(-1)!]).updates;
      }
    }
    let state: EditorState = mine.state;
    for (const entry of log) {
      state = receiveUpdates(state, [{ changes: parseChanges(entry.changes), clientID: entry.client }]).state;
    }
    const found = rebase({ seq: 7, updates }, 'me', log);
    assert.deepEqual(
      found.updates.map((update) => update.toJSON()),
      sendableUpdates(state).map((update) => update.changes.toJSON()),
    );
    assert.equal(found.seq, 7 + updates.length - found.updates.length);
    assert.equal(getSyncedVersion(state), log.length);
  }
});

test('an own update that the device has forgotten takes its number and is like anybody’s', () => {
  const changes = ChangeSet.of({ from: 0, insert: 'x' }, 0).toJSON() as ChangesJson;
  assert.deepEqual(rebase({ seq: 3, updates: [] }, 'me', [{ client: 'me', seq: 3, user: 'me', changes }]), { seq: 4, updates: [] });
});

test('a log that skips an unsent update is refused instead of guessed about', () => {
  const change = ChangeSet.of({ from: 0, insert: 'x' }, 0);
  assert.throws(() => rebase({ seq: 3, updates: [change] }, 'me', [{ client: 'me', seq: 4, user: 'me', changes: change.toJSON() as ChangesJson }]), RangeError);
});

function randomChange(chance: Chance, length: number, insert: string) {
  const from = chance.below(length + 1);
  return { from, to: Math.min(length, from + chance.below(3)), insert: insert.repeat(chance.below(3)) };
}
