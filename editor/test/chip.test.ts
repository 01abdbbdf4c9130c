import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChipInput, chipState } from '../src/chip.ts';
import type { LiveStatus } from '../src/live.ts';

const at = new Date(2026, 0, 5, 14, 2).getTime();
const live = (status: Partial<LiveStatus> = {}): LiveStatus => ({ phase: 'joined', opened: true, readOnly: false, unconfirmed: 0, kept: true, unavailableSince: null, ...status });
const words = (input: Partial<ChipInput>) => chipState({ live: live(), hub: 'connected', lostAt: null, now: at + 60_000, ...input }).text;

const cases: [string, Partial<ChipInput>, string][] = [
  ['before the text has come', { live: null, hub: 'connecting' }, 'Opening…'],
  ['all acknowledged', {}, 'Saved'],
  ['on its way', { live: live({ unconfirmed: 2 }) }, 'Sending…'],
  ['between two connections', { live: live({ phase: 'joining', unconfirmed: 2 }) }, 'Only on this device'],
  ['not even kept', { live: live({ phase: 'offline', unconfirmed: 2, kept: false }) }, 'Not saved yet – keep this tab open'],
  ['a blink with nothing waiting', { live: live({ phase: 'offline' }), hub: 'offline', lostAt: at, now: at + 1000 }, 'Saved'],
  ['offline', { live: live({ phase: 'offline', unconfirmed: 1 }), hub: 'offline', lostAt: at }, 'Can’t reach the server since 14:02 – your text is kept on this device'],
  ['offline and not kept', { live: live({ phase: 'offline', unconfirmed: 1, kept: false }), hub: 'offline', lostAt: at }, 'Can’t reach the server since 14:02 – keep this tab open'],
  ['the store is down', { live: live({ unconfirmed: 1, unavailableSince: at }) }, 'The server can’t save since 14:02 – your text is kept on this device'],
  ['signed out', { live: live({ phase: 'offline', unconfirmed: 1 }), hub: 'signIn', lostAt: at }, 'Sign in again to save – your text is kept on this device'],
  ['may not edit', { live: live({ readOnly: true }) }, 'Read only'],
  ['refused', { live: live({ phase: 'refused', unconfirmed: 1 }) }, 'Not saved – your text is kept on this device'],
];

for (const [name, input, text] of cases) {
  test(`the chip says what is true: ${name}`, () => assert.equal(words(input), text));
}

test('the chip says saved only when nothing waits for the server', () => {
  for (const phase of ['offline', 'joining', 'joined', 'refused'] as const) {
    for (const kept of [true, false]) {
      for (const hub of ['connecting', 'connected', 'offline', 'signIn'] as const) {
        assert.notEqual(words({ live: live({ phase, kept, unconfirmed: 1 }), hub, lostAt: at }), 'Saved');
      }
    }
  }
});
