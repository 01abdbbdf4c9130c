import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Replay } from '../src/orphans.ts';
import { Authority } from './support/authority.ts';
import { Line } from './support/line.ts';
import { Device, Tab } from './support/tab.ts';
import { World } from './support/world.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 2000);
const FIRST_SEED = Number(process.env['FUZZ_SEED'] ?? 1);

/** An edit as somebody made it; `number` is its place among the client's updates. */
interface Deed {
  client: string;
  number: number;
  inserted: string[];
  deleted: string[];
}

/** Several people, one draft, and everything that goes wrong; every inserted character is unlike any other. */
class Story {
  private readonly world: World;
  private readonly authority = new Authority('start');
  private readonly device: Device;
  private readonly tabs: Tab[] = [];
  private deeds: Deed[] = [];
  private numbers = new Map<string, number>();
  private nextCharacter = 0x4e00;
  private nextClient = 0;

  constructor(seed: number) {
    this.world = new World(seed);
    this.device = new Device(this.world);
    const people = 3 + this.world.chance.below(3);
    for (let i = 0; i < people; i++) {
      this.tabs.push(this.newTab(`c${this.nextClient++}`));
    }
  }

  async play(): Promise<void> {
    for (const tab of this.tabs) {
      tab.line.connect();
    }
    const steps = 10 + this.world.chance.below(30);
    for (let step = 0; step < steps; step++) {
      await this.step();
    }
    await this.heal();
    this.check();
  }

  private newTab(client: string): Tab {
    const tab = new Tab(this.world, this.authority, this.device, client);
    tab.line.delay = 1 + this.world.chance.below(120);
    return tab;
  }

  private async step(): Promise<void> {
    const chance = this.world.chance;
    const index = chance.below(this.tabs.length);
    const tab = this.tabs[index]!;
    const dice = chance.next();
    if (dice < 0.6) {
      this.edit(tab);
    } else if (dice < 0.68) {
      tab.line.drop();
    } else if (dice < 0.78) {
      tab.line.connect();
    } else if (dice < 0.83) {
      this.authority.storeDown = !this.authority.storeDown;
    } else if (dice < 0.86) {
      this.authority.mark();
    } else if (dice < 0.94) {
      this.reload(index);
    } else {
      await this.leaveToAnother(index);
    }
    await this.world.pass(chance.below(chance.happens(0.1) ? 3000 : 60));
  }

  private edit(tab: Tab): void {
    if (!tab.document) {
      return;
    }
    const chance = this.world.chance;
    for (let times = 1 + chance.below(3); times > 0; times--) {
      const length = tab.document.state.doc.length;
      const from = chance.below(length + 1);
      const to = chance.happens(0.3) ? Math.min(length, from + chance.below(4)) : from;
      let insert = '';
      for (let count = to > from ? chance.below(2) : 1 + chance.below(3); count > 0; count--) {
        insert += String.fromCharCode(this.nextCharacter++);
      }
      if (from === to && insert === '') {
        continue;
      }
      const number = this.numbers.get(tab.live.client) ?? 0;
      this.numbers.set(tab.live.client, number + 1);
      this.deeds.push({ client: tab.live.client, number, inserted: [...insert], deleted: tab.text.slice(from, to).split('') });
      tab.change(from, to, insert);
    }
  }

  /** What the device had not kept when the tab went is gone, and was never claimed to be kept. */
  private vanish(tab: Tab): void {
    tab.close();
    const record = this.device.outbox.get(tab.live.client);
    const kept = record ? record.seq + record.updates.length : 0;
    this.deeds = this.deeds.filter((deed) => deed.client !== tab.live.client || deed.number < kept);
    this.numbers.set(tab.live.client, kept);
  }

  private reload(index: number): void {
    const old = this.tabs[index]!;
    this.vanish(old);
    // Without a record the numbers of the client are forgotten: it may not come back under the same name.
    const client = this.device.outbox.has(old.live.client) ? old.live.client : `c${this.nextClient++}`;
    const tab = this.newTab(client);
    this.tabs[index] = tab;
    tab.line.connect();
  }

  /** A tab is closed; a new one finds its outbox and sends it before it joins itself. */
  private async leaveToAnother(index: number): Promise<void> {
    const old = this.tabs[index]!;
    this.vanish(old);
    const record = this.device.outbox.get(old.live.client);
    if (record && record.updates.length > 0) {
      const line = new Line(this.world, this.authority);
      const replay = new Replay(structuredClone(record), line, this.world, (newer) => this.device.write(newer), 4000);
      line.live = replay.live;
      line.connect();
      this.world.after(this.world.chance.below(200), () => line.drop());
      this.world.after(500, () => line.connect());
      void replay.result.then((result) => {
        line.drop();
        line.live = null;
        assert.notEqual(result.status, 'refused');
      });
      await this.world.pass(5000);
    }
    this.tabs[index] = this.newTab(`c${this.nextClient++}`);
    this.tabs[index]!.line.connect();
  }

  /** Everything works again; what tabs left behind is sent by somebody. */
  private async heal(): Promise<void> {
    this.authority.storeDown = false;
    await this.world.pass(60_000);
    const open = new Set(this.tabs.map((tab) => tab.live.client));
    for (const [client, record] of this.device.outbox) {
      if (!open.has(client) && record.updates.length > 0) {
        const line = new Line(this.world, this.authority);
        const replay = new Replay(record, line, this.world, (newer) => this.device.write(newer), 60_000);
        line.live = replay.live;
        line.connect();
        await this.world.pass(61_000);
        assert.equal((await replay.result).status, 'sent');
      }
    }
    for (const tab of this.tabs) {
      tab.line.connect();
    }
    await this.world.pass(60_000);
  }

  private check(): void {
    const text = this.authority.text.toString();
    const deleted = new Set(this.deeds.flatMap((deed) => deed.deleted));
    const expected = [...'start', ...this.deeds.flatMap((deed) => deed.inserted)].filter((character) => !deleted.has(character) || 'start'.includes(character));
    const found = [...text].filter((character) => !'start'.includes(character)).sort();
    assert.deepEqual(found, expected.filter((character) => !'start'.includes(character)).sort());
    for (const tab of this.tabs) {
      assert.equal(tab.refusal, null);
      assert.equal(tab.text, text);
      assert.deepEqual({ ...tab.status, unavailableSince: null }, { phase: 'joined', opened: true, readOnly: false, unconfirmed: 0, kept: true, unavailableSince: null });
    }
  }
}

test(`${RUNS} stories of delays, lost answers, reloads and closed tabs end in one text, nothing lost, nothing doubled`, async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    try {
      await new Story(seed).play();
    } catch (error) {
      throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
    }
  }
});
