import type { ChangesJson } from './protocol.ts';

/** What a device keeps of a page until the server has it. `revision` and `updates` belong together, `seq` numbers the first. */
export interface OutboxRecord {
  page: string;
  user: string;
  client: string;
  revision: number;
  seq: number;
  updates: ChangesJson[];
}

/** Writes the newest record to the outbox, one write at a time, and knows up to which update it is kept. */
export class Keeper {
  /** The number after the last update that a finished write holds. */
  keptUpTo = 0;
  /** The device refuses to keep: out of space, private mode. Edits then leave unkept, as the second best. */
  broken = false;
  private dirty = false;
  private writing = false;
  private stopped = false;

  constructor(
    private readonly current: () => OutboxRecord,
    private readonly write: (record: OutboxRecord) => Promise<void>,
    private readonly written: () => void,
  ) {}

  /** Nothing more is written, whatever waits. */
  stop(): void {
    this.stopped = true;
  }

  put(): void {
    this.dirty = true;
    if (!this.writing && !this.stopped) {
      void this.run();
    }
  }

  /** Up to which update a push may go: what leaves is on this device first, so that no number is ever used twice. */
  get sendableUpTo(): number {
    return this.broken ? Infinity : this.keptUpTo;
  }

  private async run(): Promise<void> {
    this.writing = true;
    while (this.dirty && !this.stopped) {
      this.dirty = false;
      const record = this.current();
      try {
        await this.write(record);
        this.keptUpTo = record.seq + record.updates.length;
        this.broken = false;
      } catch {
        // Whoever types sees it on the chip; the next edit tries again.
        this.broken = true;
      }
      if (!this.stopped) {
        this.written();
      }
    }
    this.writing = false;
  }
}
