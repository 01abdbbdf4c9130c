import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Authority } from './support/authority.ts';
import { Device, Tab } from './support/tab.ts';
import { World } from './support/world.ts';

function stage(text = 'Hello') {
  const world = new World(1);
  const authority = new Authority(text);
  const device = new Device(world);
  return { world, authority, device, tab: (client: string) => new Tab(world, authority, device, client) };
}

async function opened(client = 'anna', text = 'Hello') {
  const all = stage(text);
  const tab = all.tab(client);
  tab.line.connect();
  await all.world.pass(1000);
  return { ...all, anna: tab };
}

test('nothing can be typed before the text has arrived', async () => {
  const { world, authority, tab } = stage('Hello');
  authority.storeDown = true;
  const anna = tab('anna');
  anna.line.connect();
  await world.pass(20_000);
  assert.equal(anna.document, null);
  authority.storeDown = false;
  await world.pass(20_000);
  assert.equal(anna.text, 'Hello');
  assert.equal(authority.log.length, 0);
});

test('saved is only what the server has acknowledged', async () => {
  const { world, anna } = await opened();
  anna.type('!');
  assert.equal(anna.live.status.unconfirmed, 1);
  await world.pass(1000);
  assert.equal(anna.live.status.unconfirmed, 0);
});

test('a store that is down is retried for ever, says so, and loses nothing', async () => {
  const { world, authority, anna } = await opened();
  authority.storeDown = true;
  anna.type(' one');
  await world.pass(600_000);
  anna.type(' two');
  await world.pass(1000);
  assert.ok(anna.line.pushes > 50);
  assert.notEqual(anna.live.status.unavailableSince, null);
  assert.ok(anna.live.status.kept);
  authority.storeDown = false;
  await world.pass(20_000);
  assert.equal(authority.text.toString(), 'Hello one two');
  assert.equal(anna.live.status.unavailableSince, null);
});

test('typed while the line was dead, sent when it is back, once', async () => {
  const { world, authority, anna } = await opened();
  anna.line.drop();
  anna.type(' offline');
  await world.pass(60_000);
  anna.line.connect();
  await world.pass(1000);
  assert.equal(authority.text.toString(), 'Hello offline');
  assert.equal(authority.log.length, 1);
});

test('a reload takes the outbox again', async () => {
  const { world, authority, tab, anna } = await opened();
  anna.line.drop();
  anna.type(' kept');
  await world.pass(100);
  anna.close();
  authority.mark();
  const again = tab('anna');
  again.line.connect();
  await world.pass(1000);
  assert.equal(again.text, 'Hello kept');
  assert.equal(authority.text.toString(), 'Hello kept');
});

test('a device that keeps nothing still sends, and does not claim to keep', async () => {
  const { world, authority, device, anna } = await opened();
  device.broken = true;
  anna.type('!');
  await world.pass(1000);
  assert.equal(authority.text.toString(), 'Hello!');
  anna.line.drop();
  anna.type('?');
  await world.pass(1000);
  assert.equal(anna.live.status.kept, false);
});

test('a refusal for good stops the sending and keeps the outbox', async () => {
  const { world, authority, device, anna } = await opened();
  authority.refuses = 'denied';
  anna.type(' mine');
  await world.pass(5000);
  assert.equal(anna.refusal, 'denied');
  assert.equal(anna.text, 'Hello mine');
  assert.equal(device.outbox.get('anna')!.updates.length, 1);
});

test('a client that was closed writes nothing over its outbox', async () => {
  const { world, device, anna } = await opened();
  anna.line.drop();
  anna.type(' one');
  anna.type(' two');
  await world.pass(100);
  anna.type(' three');
  anna.live.close();
  await world.pass(5000);
  assert.ok(device.outbox.get('anna')!.updates.length >= 2);
});

test('a right that was lost while offline is told at the join', async () => {
  const { world, authority, anna } = await opened();
  anna.line.drop();
  anna.type(' mine');
  authority.readOnly = true;
  anna.line.connect();
  await world.pass(1000);
  assert.equal(anna.refusal, 'denied');
});

test('a server that went back in time is noticed', async () => {
  const { world, authority, anna } = await opened();
  anna.type(' saved');
  await world.pass(1000);
  anna.line.drop();
  authority.log.length = 0;
  anna.line.connect();
  await world.pass(20_000);
  assert.equal(anna.refusal, 'unknownRevision');
});

test('a forgotten revision does not matter to a tab with nothing unsent', async () => {
  const { world, authority, tab, anna } = await opened();
  anna.type(' a');
  await world.pass(5000);
  anna.close();
  authority.mark();
  authority.mark();
  authority.floor = authority.log.length;
  const again = tab('anna');
  again.line.connect();
  await world.pass(2000);
  again.type(' b');
  await world.pass(2000);
  assert.equal(authority.text.toString(), 'Hello a b');
});

test('many offline updates go in several pushes, in order', async () => {
  const { world, authority, anna } = await opened('anna', '');
  anna.line.drop();
  for (let i = 0; i < 2500; i++) {
    anna.type(String(i % 10));
  }
  await world.pass(100);
  anna.line.connect();
  await world.pass(2000);
  assert.equal(authority.log.length, 2500);
  assert.equal(anna.line.pushes, 3);
});

test('flush tells whether everything typed is durable', async () => {
  const { world, authority, anna } = await opened();
  anna.type('!');
  const saved = anna.live.flush();
  await world.pass(1000);
  assert.equal(await saved, true);
  authority.storeDown = true;
  anna.type('?');
  const unsaved = anna.live.flush();
  await world.pass(11_000);
  assert.equal(await unsaved, false);
  anna.line.drop();
  assert.equal(await anna.live.flush(), false);
});

test('a cursor is mapped through what its sender had not seen, and waits for what we have not seen', async () => {
  const { world, anna } = await opened();
  anna.type('>> ', 0);
  await world.pass(1000);
  anna.live.receive('cursor', { page: 'page', client: 'ben', revision: 0, anchor: 5, head: 5 });
  assert.equal(anna.cursors.get('ben'), 8);
  anna.live.receive('cursor', { page: 'page', client: 'carl', revision: 2, anchor: 9, head: 9 });
  assert.equal(anna.cursors.has('carl'), false);
  anna.type('!');
  await world.pass(1000);
  assert.equal(anna.cursors.get('carl'), 9);
});
