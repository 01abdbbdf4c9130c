import { HeadlessDocument } from '../../src/headless.ts';
import type { OutboxRecord } from '../../src/keeper.ts';
import { LiveClient, type LiveHost, type LiveStatus } from '../../src/live.ts';
import type { Joined, RefusalReason } from '../../src/protocol.ts';
import type { Authority } from './authority.ts';
import { Line } from './line.ts';
import type { World } from './world.ts';

/** What survives a tab: the outboxes of a device. */
export class Device {
  readonly outbox = new Map<string, OutboxRecord>();
  broken = false;

  constructor(private readonly world: World) {}

  write(record: OutboxRecord, alive: () => boolean = () => true): Promise<void> {
    return new Promise((resolve, reject) => {
      this.world.after(this.world.chance.below(6), () => {
        if (!alive()) {
          return;
        }
        if (this.broken) {
          reject(new Error('No space.'));
        } else {
          this.outbox.set(record.client, structuredClone(record));
          resolve();
        }
      });
    });
  }
}

/** A browser tab that edits, without a browser. */
export class Tab implements LiveHost {
  readonly line: Line;
  readonly live: LiveClient;
  document: HeadlessDocument | null = null;
  refusal: RefusalReason | null = null;
  status: LiveStatus | null = null;
  joins = 0;
  closed = false;
  readonly cursors = new Map<string, number>();

  constructor(
    world: World,
    authority: Authority,
    readonly device: Device,
    client: string,
  ) {
    this.line = new Line(world, authority);
    this.live = new LiveClient('page', 'anna', client, device.outbox.get(client) ?? null, this.line, world, this, (record) =>
      device.write(record, () => !this.closed),
    );
    this.line.live = this.live;
  }

  open(start: { text: string; revision: number; client: string }): HeadlessDocument {
    return (this.document = new HeadlessDocument(start));
  }

  joined(_answer: Joined): void {
    this.joins++;
  }

  changed(status: LiveStatus): void {
    this.status = status;
  }

  refused(reason: RefusalReason): void {
    this.refusal = reason;
  }

  cursor(client: string, _anchor: number, head: number): void {
    this.cursors.set(client, head);
  }

  get text(): string {
    return this.document!.state.doc.toString();
  }

  change(from: number, to: number, insert: string): void {
    this.document!.dispatch(this.document!.state.update({ changes: { from, to, insert } }));
    this.live.edited({ text: true });
  }

  type(text: string, at = this.document!.state.doc.length): void {
    this.change(at, at, text);
  }

  /** The tab is gone from one moment to the next. */
  close(): void {
    this.closed = true;
    this.line.drop();
    this.live.close();
    this.line.live = null;
  }
}
