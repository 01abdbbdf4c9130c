import type { Clock } from './clock.ts';
import { HeadlessDocument } from './headless.ts';
import type { OutboxRecord } from './keeper.ts';
import { LiveClient, type Transport } from './live.ts';
import type { RefusalReason } from './protocol.ts';

export type ReplayResult = { status: 'sent' } | { status: 'refused'; reason: RefusalReason } | { status: 'waiting' };

/** Sends what a closed tab could not, under its own name and numbers, so that nothing that did arrive is applied twice. */
export class Replay {
  readonly live: LiveClient;
  readonly result: Promise<ReplayResult>;
  private settle!: (result: ReplayResult) => void;

  constructor(record: OutboxRecord, transport: Transport, clock: Clock, keep: (record: OutboxRecord) => Promise<void>, patience: number) {
    this.result = new Promise((resolve) => {
      this.settle = (result) => {
        resolve(result);
        this.live.close();
      };
    });
    this.live = new LiveClient(
      record.page,
      record.user,
      record.client,
      record,
      transport,
      clock,
      {
        open: (start) => new HeadlessDocument(start),
        joined: () => {},
        changed: (status) => {
          if (status.opened && status.phase === 'joined' && status.unconfirmed === 0) {
            this.settle({ status: 'sent' });
          }
        },
        refused: (reason) => this.settle({ status: 'refused', reason }),
        cursor: () => {},
      },
      keep,
    );
    clock.after(patience, () => this.settle({ status: 'waiting' }));
  }
}
