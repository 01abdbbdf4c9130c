import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDBFactory } from 'fake-indexeddb';
import { takeIdentity, takeOrphans } from '../src/identity.ts';
import { NoOutbox, openOutbox } from '../src/outbox.ts';
import type { TabLocks } from '../src/tablocks.ts';

class OneTab implements TabLocks {
  constructor(private readonly held: Set<string>) {}

  async hold(name: string): Promise<(() => void) | null> {
    if (this.held.has(name)) {
      return null;
    }
    this.held.add(name);
    return () => this.held.delete(name);
  }
}

class Session {
  private readonly values = new Map<string, string>();
  getItem = (key: string) => this.values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.values.set(key, value);
}

const record = (client: string, updates = 1, user = 'anna') => ({
  page: 'page',
  user,
  client,
  revision: 4,
  seq: 2,
  updates: Array.from({ length: updates }, () => [[0, 'x'] as [number, string]]),
});

test('the outbox gives back what was written, by page and person', async () => {
  const outbox = await openOutbox(new IDBFactory());
  await outbox.write(record('a'));
  await outbox.write(record('b', 1, 'ben'));
  assert.deepEqual(await outbox.find('page', 'a'), record('a'));
  assert.deepEqual((await outbox.ofPage('page', 'anna')).map((found) => found.client), ['a']);
  await outbox.remove('page', 'a');
  assert.equal(await outbox.find('page', 'a'), null);
});

test('rescued copies are kept until they are removed', async () => {
  const outbox = await openOutbox(new IDBFactory());
  const copy = { page: 'page', client: 'a', user: 'anna', title: 'T', text: 'mine', at: 1, held: true };
  await outbox.keepCopy(copy);
  assert.deepEqual(await outbox.copiesOf('page', 'anna'), [copy]);
  assert.deepEqual(await outbox.copiesOf('page', 'ben'), []);
  await outbox.removeCopy('page', 'a');
  assert.deepEqual(await outbox.copiesOf('page', 'anna'), []);
});

test('a reloaded tab takes its name again, a duplicated tab gets another', async () => {
  const outbox = await openOutbox(new IDBFactory());
  const held = new Set<string>();
  const session = new Session();
  const first = await takeIdentity('page', 'anna', session, outbox, new OneTab(held));
  await outbox.write(record(first.client));
  const duplicate = await takeIdentity('page', 'anna', session, outbox, new OneTab(held));
  assert.notEqual(duplicate.client, first.client);
  held.clear();
  session.setItem('collabwiki.client.page', first.client);
  const reloaded = await takeIdentity('page', 'anna', session, outbox, new OneTab(held));
  assert.equal(reloaded.client, first.client);
  assert.equal(reloaded.record?.seq, 2);
});

test('a name without its outbox is not used again, nor is another person’s', async () => {
  const outbox = await openOutbox(new IDBFactory());
  const session = new Session();
  const held = new Set<string>();
  session.setItem('collabwiki.client.page', 'gone');
  assert.notEqual((await takeIdentity('page', 'anna', session, outbox, new OneTab(held))).client, 'gone');
  await outbox.write(record('bens', 1, 'ben'));
  session.setItem('collabwiki.client.page', 'bens');
  assert.notEqual((await takeIdentity('page', 'anna', session, outbox, new OneTab(held))).client, 'bens');
  assert.match((await takeIdentity('page', 'anna', session, new NoOutbox(), new OneTab(held))).client, /^[0-9a-f]{32}$/);
});

test('orphans are the outboxes whose tabs are gone; empty ones are cleared away', async () => {
  const outbox = await openOutbox(new IDBFactory());
  await outbox.write(record('alive'));
  await outbox.write(record('closed'));
  await outbox.write(record('empty', 0));
  const orphans = await takeOrphans('page', 'anna', outbox, new OneTab(new Set(['collabwiki:alive'])));
  assert.deepEqual(orphans.map((orphan) => orphan.record.client), ['closed']);
  assert.deepEqual((await outbox.ofPage('page', 'anna')).map((found) => found.client).sort(), ['alive', 'closed']);
});
