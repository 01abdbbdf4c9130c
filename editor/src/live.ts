import { getSyncedVersion, receiveUpdates, sendableUpdates } from '@codemirror/collab';
import type { ChangeSet, EditorState, Transaction } from '@codemirror/state';
import { Backoff } from './backoff.ts';
import type { Clock } from './clock.ts';
import { Keeper, type OutboxRecord } from './keeper.ts';
import {
  PROTOCOL,
  type ChangesJson,
  type CursorMessage,
  type JoinAnswer,
  type Joined,
  type LiveEvents,
  type PushAnswer,
  type RefusalReason,
  type Refused,
  type Update,
  type UpdatesMessage,
} from './protocol.ts';
import { parseChanges, rebase, type Unsent } from './rebase.ts';
import { RemoteCursors } from './remotecursors.ts';

/** A way to the hub; a connection that is lost makes `invoke` reject. */
export interface Transport {
  invoke<T>(method: string, argument: object): Promise<T>;
  send(method: string, argument: object): void;
  /** Drops a connection that no longer answers; a new one follows. */
  reset(): void;
}

/** The text being typed; an EditorView is one. */
export interface LiveDocument {
  readonly state: EditorState;
  dispatch(transaction: Transaction): void;
}

export type Phase = 'offline' | 'joining' | 'joined' | 'refused';

/** What is true now, for the chip and for whoever waits. */
export interface LiveStatus {
  phase: Phase;
  opened: boolean;
  readOnly: boolean;
  /** How many updates the server has not acknowledged. */
  unconfirmed: number;
  /** Every unconfirmed update is on this device's disk. */
  kept: boolean;
  /** Since when the server is reached but cannot store; null if it can. */
  unavailableSince: number | null;
}

/** Who uses a LiveClient. */
export interface LiveHost {
  /** Makes the document, with collab at the given revision and the given client; called once, after the text has arrived. */
  open(start: { text: string; revision: number; client: string; readOnly: boolean }): LiveDocument;
  joined(answer: Joined): void;
  changed(status: LiveStatus): void;
  /** The server won't take this draft any more: the text stays on this device. */
  refused(reason: RefusalReason, message: string): void;
  cursor(client: string, anchor: number, head: number): void;
}

const PUSH_UPDATES = 1000;
const PUSH_CHARACTERS = 2_000_000;
const JOIN_TIMEOUT = 90_000;
const PUSH_TIMEOUT = 20_000;
/** A slow line may take so long for a character of a push; a large paste is not a dead connection. */
const TIMEOUT_PER_CHARACTER = 0.1;
const ECHO_TIMEOUT = 3_000;
const CURSOR_INTERVAL = 50;
const TAIL_WRITE_DELAY = 2_000;

/**
 * One draft, live: joins, pushes what was typed, takes what others typed, and keeps every update in the outbox until the log
 * holds it. Knows neither the page nor the connection; whoever owns those calls `connected`, `disconnected`, `receive` and `edited`.
 */
export class LiveClient {
  private phase: Phase = 'offline';
  private document: LiveDocument | null = null;
  private rebuilding = false;
  private readOnly = false;
  /** The number of the first unconfirmed update. */
  private seq: number;
  /** Answers that belong to an earlier connection or join are dropped. */
  private epoch = 0;
  private early: UpdatesMessage[] = [];
  private pushing = false;
  /** The revision that an acknowledged push reached; the updates themselves come as an event. */
  private acknowledged: number | null = null;
  private unavailableSince: number | null = null;
  private outOfStep = 0;
  private flushes: { upTo: number; settle: (saved: boolean) => void }[] = [];
  private cursorWaits = false;
  private cursorMoved = false;
  private tailWaits = false;
  private stopWatch: () => void = () => {};
  private readonly joinAgain: Backoff;
  private readonly pushAgain: Backoff;
  private readonly keeper: Keeper;
  private readonly cursors = new RemoteCursors((client, anchor, head) => this.host.cursor(client, anchor, head));

  /** `record` is what the outbox holds for this page and client, if anything. */
  constructor(
    private readonly page: string,
    private readonly user: string,
    readonly client: string,
    private record: OutboxRecord | null,
    private readonly transport: Transport,
    private readonly clock: Clock,
    private readonly host: LiveHost,
    keep: (record: OutboxRecord) => Promise<void>,
  ) {
    this.seq = record?.seq ?? 0;
    this.joinAgain = new Backoff(clock);
    this.pushAgain = new Backoff(clock);
    this.keeper = new Keeper(() => this.snapshot(), keep, () => this.written());
    this.keeper.keptUpTo = this.seq + (record?.updates.length ?? 0);
  }

  get status(): LiveStatus {
    const unconfirmed = this.unconfirmed;
    return {
      phase: this.phase,
      opened: this.document !== null,
      readOnly: this.readOnly,
      unconfirmed,
      kept: !this.keeper.broken && this.keeper.keptUpTo >= this.seq + unconfirmed,
      unavailableSince: this.unavailableSince,
    };
  }

  /** The revision up to which this client knows the log. */
  get revision(): number {
    return this.document ? getSyncedVersion(this.document.state) : (this.record?.revision ?? 0);
  }

  connected(): void {
    if (this.phase !== 'refused') {
      this.joinAgain.reset();
      void this.join();
    }
  }

  disconnected(): void {
    if (this.phase !== 'refused') {
      this.rest('offline');
      this.joinAgain.stop();
    }
  }

  /** The document changed, or its selection: call it after each transaction that isn't a received one. */
  edited(change: { text: boolean }): void {
    if (!this.document || this.rebuilding) {
      return;
    }
    if (change.text) {
      // Also after a refusal: what was typed before it was noticed is kept like the rest.
      this.keeper.put();
      this.report();
      this.push();
    }
    this.moved();
  }

  receive<K extends 'updates' | 'cursor' | 'refused'>(event: K, message: LiveEvents[K]): void {
    if (message.page !== this.page || this.phase === 'offline' || this.phase === 'refused') {
      return;
    }
    if (event === 'refused') {
      this.fail(message as Omit<Refused, 'status'>);
    } else if (event === 'cursor') {
      this.cursorCame(message as CursorMessage);
    } else if (this.phase === 'joining') {
      this.early.push(message as UpdatesMessage);
    } else {
      this.take(message as UpdatesMessage);
    }
  }

  /** Waits until everything typed so far is durable on the server; false if it can't be reached now or does not answer in time. */
  flush(timeout = 10_000): Promise<boolean> {
    if (this.phase === 'joined' && this.unconfirmed === 0) {
      return Promise.resolve(true);
    }
    if (this.phase !== 'joined' && this.phase !== 'joining') {
      return Promise.resolve(false);
    }
    return new Promise((resolve) => {
      const flush = { upTo: this.seq + this.unconfirmed, settle: resolve };
      this.flushes.push(flush);
      this.clock.after(timeout, () => {
        this.flushes = this.flushes.filter((other) => other !== flush);
        resolve(false);
      });
    });
  }

  /** Leaves for good; nothing is sent or written afterwards. */
  close(): void {
    this.keeper.stop();
    this.rest('refused');
    this.joinAgain.stop();
  }

  private get unconfirmed(): number {
    return this.document ? sendableUpdates(this.document.state).length : (this.record?.updates.length ?? 0);
  }

  private snapshot(): OutboxRecord {
    const updates = sendableUpdates(this.document!.state);
    return {
      page: this.page,
      user: this.user,
      client: this.client,
      revision: this.revision,
      seq: this.seq,
      updates: updates.map((update) => update.changes.toJSON() as ChangesJson),
    };
  }

  private written(): void {
    this.report();
    this.push();
  }

  private report(): void {
    this.host.changed(this.status);
  }

  /** Forgets what the connection was doing. */
  private rest(phase: Phase): void {
    this.epoch++;
    this.phase = phase;
    this.pushing = false;
    this.acknowledged = null;
    this.early = [];
    this.stopWatch();
    this.pushAgain.stop();
    if (phase === 'offline' || phase === 'refused') {
      for (const flush of this.flushes.splice(0)) {
        flush.settle(false);
      }
    }
    this.report();
  }

  private async join(): Promise<void> {
    this.rest('joining');
    const epoch = this.epoch;
    const first = this.document === null;
    const revision = first ? (this.record?.revision ?? null) : this.revision;
    let answer: JoinAnswer;
    this.watch(JOIN_TIMEOUT, () => this.transport.reset());
    try {
      answer = await this.transport.invoke<JoinAnswer>('Join', { page: this.page, client: this.client, revision, text: first, protocol: PROTOCOL });
    } catch {
      // Lost on the way, or the server stumbled: if the connection is gone, `disconnected` calls this off.
      if (epoch === this.epoch) {
        this.stopWatch();
        this.joinAgain.retry(() => void this.join());
      }
      return;
    }
    if (epoch !== this.epoch) {
      return;
    }
    this.stopWatch();
    switch (answer.status) {
      case 'joined':
        return this.enter(answer, revision);
      case 'unavailable':
        this.unavailableSince ??= this.clock.now();
        this.report();
        return this.joinAgain.retry(() => void this.join());
      case 'refused':
        if (first && answer.reason === 'unknownRevision' && this.record?.updates.length === 0) {
          // Nothing of ours depends on the forgotten revision; only our numbers go on.
          this.record = null;
          return void this.join();
        }
        return this.fail(answer);
    }
  }

  private enter(answer: Joined, asked: number | null): void {
    this.readOnly = answer.readOnly;
    try {
      if (this.document) {
        this.apply(asked!, answer.updates);
      } else {
        this.open(answer);
      }
    } catch (error) {
      return this.fail({ reason: 'badChanges', message: String(error) });
    }
    if (answer.readOnly && this.unconfirmed > 0) {
      return this.fail({ reason: 'denied', message: 'You may no longer edit this page.' });
    }
    this.phase = 'joined';
    this.unavailableSince = null;
    this.joinAgain.reset();
    this.host.joined(answer);
    for (const message of this.early.splice(0)) {
      if (this.phase === 'joined') {
        this.take(message);
      }
    }
    this.settle();
    this.moved();
  }

  private open(answer: Joined): void {
    let unsent: Unsent = { seq: this.seq, updates: (this.record?.updates ?? []).map(parseChanges) };
    unsent = rebase(unsent, this.client, answer.updates);
    this.seq = unsent.seq;
    this.rebuilding = true;
    this.document = this.host.open({ text: answer.text!, revision: answer.revision, client: this.client, readOnly: answer.readOnly });
    for (const changes of unsent.updates) {
      // One transaction each: numbers count updates.
      this.document.dispatch(this.document.state.update({ changes, userEvent: 'restore', filter: false }));
    }
    this.rebuilding = false;
    this.cursors.start(answer.revision);
    this.record = null;
    this.keeper.put();
  }

  private take(message: UpdatesMessage): void {
    const known = this.revision;
    if (message.from > known) {
      // Something between was missed: ask for it.
      return void this.join();
    }
    const news = message.updates.slice(known - message.from);
    if (news.length === 0) {
      return;
    }
    try {
      this.apply(known, news);
    } catch (error) {
      return this.fail({ reason: 'badChanges', message: String(error) });
    }
    this.settle();
  }

  /** Applies updates of the log one at a time: a batch would compose them before mapping, and the drafts would drift apart. */
  private apply(from: number, updates: readonly Update[]): void {
    const document = this.document!;
    if (from !== this.revision) {
      throw new RangeError(`Updates from revision ${from} came at revision ${this.revision}.`);
    }
    let confirmed = false;
    for (const update of updates) {
      const own = this.confirms(update);
      confirmed ||= own;
      const changes: ChangeSet = parseChanges(update.changes);
      document.dispatch(receiveUpdates(document.state, [{ changes, clientID: own ? this.client : '' }]));
      this.cursors.passed(update.client, changes);
    }
    this.cursors.settle(this.revision, this.pending());
    if (confirmed) {
      this.keeper.put();
    } else {
      this.keepTail();
    }
  }

  private confirms(update: Update): boolean {
    if (update.client !== this.client || update.seq < this.seq) {
      return false;
    }
    const waiting = this.unconfirmed > 0;
    if (waiting && update.seq !== this.seq) {
      throw new RangeError(`The log holds update ${update.seq} of this client where ${this.seq} was next.`);
    }
    this.seq = update.seq + 1;
    return waiting;
  }

  /** Others' updates need no write at once, a record at an older revision stays true; but the log doesn't keep old revisions for ever. */
  private keepTail(): void {
    if (!this.tailWaits) {
      this.tailWaits = true;
      this.clock.after(TAIL_WRITE_DELAY, () => {
        this.tailWaits = false;
        if (this.phase !== 'refused') {
          this.keeper.put();
        }
      });
    }
  }

  private settle(): void {
    if (this.phase !== 'joined') {
      return;
    }
    if (this.acknowledged !== null && this.revision >= this.acknowledged) {
      this.acknowledged = null;
      this.pushing = false;
      this.stopWatch();
    }
    const done = this.flushes.filter((flush) => this.seq >= flush.upTo);
    this.flushes = this.flushes.filter((flush) => this.seq < flush.upTo);
    for (const flush of done) {
      flush.settle(true);
    }
    this.report();
    this.push();
  }

  private push(): void {
    if (this.phase !== 'joined' || this.pushing || this.readOnly) {
      return;
    }
    const waiting = sendableUpdates(this.document!.state);
    const updates: { seq: number; changes: ChangesJson }[] = [];
    let characters = 0;
    for (const [index, update] of waiting.entries()) {
      const seq = this.seq + index;
      if (seq >= this.keeper.sendableUpTo || updates.length === PUSH_UPDATES) {
        break;
      }
      const grown = Math.max(0, update.changes.newLength - update.changes.length) + 32;
      if (updates.length > 0 && characters + grown > PUSH_CHARACTERS) {
        break;
      }
      characters += grown;
      updates.push({ seq, changes: update.changes.toJSON() as ChangesJson });
    }
    if (updates.length > 0) {
      this.pushing = true;
      this.pushAgain.stop();
      void this.sendPush(updates, PUSH_TIMEOUT + characters * TIMEOUT_PER_CHARACTER);
    }
  }

  private async sendPush(updates: { seq: number; changes: ChangesJson }[], timeout: number): Promise<void> {
    const epoch = this.epoch;
    this.watch(timeout, () => this.transport.reset());
    let answer: PushAnswer;
    try {
      answer = await this.transport.invoke<PushAnswer>('Push', { page: this.page, revision: this.revision, updates });
    } catch {
      // Whether it arrived is not known: join tells, and what is in the log already is recognised.
      if (epoch === this.epoch) {
        this.rest('joining');
        this.joinAgain.retry(() => void this.join());
      }
      return;
    }
    if (epoch !== this.epoch) {
      return;
    }
    this.stopWatch();
    switch (answer.status) {
      case 'saved':
        this.unavailableSince = null;
        this.outOfStep = 0;
        this.pushAgain.reset();
        this.acknowledged = answer.revision;
        this.watch(ECHO_TIMEOUT, () => void this.join());
        return this.settle();
      case 'unavailable':
        this.pushing = false;
        this.unavailableSince ??= this.clock.now();
        this.report();
        return this.holdPush();
      case 'refused':
        return this.pushRefused(answer);
    }
  }

  /** The server can't store now: the next push waits, and takes along what is typed meanwhile. */
  private holdPush(): void {
    this.pushing = true;
    this.pushAgain.retry(() => {
      this.pushing = false;
      this.push();
    });
  }

  private pushRefused(answer: Refused): void {
    const curable = answer.reason === 'notJoined' || answer.reason === 'unknownRevision';
    if (!curable || (answer.reason === 'unknownRevision' && this.outOfStep++ >= 2)) {
      return this.fail(answer);
    }
    // Joining again tells where the log stands, or refuses for good.
    this.rest('joining');
    this.joinAgain.retry(() => void this.join());
  }

  private fail(answer: Omit<Refused, 'status'>): void {
    this.joinAgain.stop();
    this.rest('refused');
    this.host.refused(answer.reason, answer.message);
  }

  private watch(ms: number, action: () => void): void {
    this.stopWatch();
    const cancel = this.clock.after(ms, action);
    this.stopWatch = () => {
      cancel();
      this.stopWatch = () => {};
    };
  }

  private pending(): readonly ChangeSet[] {
    return sendableUpdates(this.document!.state).map((update) => update.changes);
  }

  private cursorCame(message: CursorMessage): void {
    if (message.client !== this.client && this.document) {
      this.cursors.came(message, this.revision, this.pending());
    }
  }

  /** Tells the others where our cursor is, in the terms of the revision they know, at most twenty times a second. */
  private moved(): void {
    this.cursorMoved = true;
    if (this.cursorWaits) {
      return;
    }
    this.cursorWaits = true;
    this.clock.after(CURSOR_INTERVAL, () => {
      this.cursorWaits = false;
      if (this.cursorMoved && this.phase === 'joined') {
        this.cursorMoved = false;
        this.sendCursor();
      }
    });
  }

  private sendCursor(): void {
    const pending = this.pending();
    if (pending.length > 100) {
      return;
    }
    const back = (position: number) => pending.reduceRight((at, changes) => changes.invertedDesc.mapPos(at, -1), position);
    const { anchor, head } = this.document!.state.selection.main;
    this.transport.send('Cursor', { page: this.page, revision: this.revision, anchor: back(anchor), head: back(head) });
  }
}
