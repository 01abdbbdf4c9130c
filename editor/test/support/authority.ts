import { ChangeSet, Text } from '@codemirror/state';
import type { ChangesJson, JoinAnswer, Member, PushAnswer, RefusalReason, Update, UpdatesMessage } from '../../src/protocol.ts';

export interface PushRequest {
  page: string;
  revision: number;
  updates: { seq: number; changes: ChangesJson }[];
}

export interface JoinRequest {
  page: string;
  client: string;
  revision: number | null;
  text: boolean;
}

/** The server as it should be: a log, and every push mapped over what it had not seen. */
export class Authority {
  text: Text;
  readonly log: Update[] = [];
  readonly listeners = new Set<(message: UpdatesMessage) => void>();
  storeDown = false;
  refuses: RefusalReason | null = null;
  readOnly = false;
  /** The oldest revision that is still known. */
  floor = 0;

  constructor(text = '') {
    this.text = Text.of(text.split('\n'));
  }

  join(request: JoinRequest): JoinAnswer {
    if (this.storeDown) {
      return { status: 'unavailable', message: 'The store is down.' };
    }
    if (this.refuses) {
      return { status: 'refused', reason: this.refuses, message: 'No.' };
    }
    if (request.revision !== null && (request.revision > this.log.length || request.revision < this.floor)) {
      return { status: 'refused', reason: 'unknownRevision', message: 'Not known.' };
    }
    const members: Member[] = [];
    return {
      status: 'joined',
      revision: this.log.length,
      text: request.text ? this.text.toString() : null,
      updates: request.revision === null ? [] : this.log.slice(request.revision),
      version: 1,
      head: 1,
      you: { user: 'anna', name: 'Anna', color: 0 },
      members,
      readOnly: this.readOnly,
    };
  }

  push(client: string, request: PushRequest): PushAnswer {
    if (this.storeDown) {
      return { status: 'unavailable', message: 'The store is down.' };
    }
    if (this.refuses) {
      return { status: 'refused', reason: this.refuses, message: 'No.' };
    }
    if (request.revision > this.log.length || request.revision < this.floor) {
      return { status: 'refused', reason: 'unknownRevision', message: 'Not known.' };
    }
    let pushed = request.updates.map((update) => ({ seq: update.seq, changes: ChangeSet.fromJSON(update.changes) }));
    for (const entry of this.log.slice(request.revision)) {
      if (entry.client === client && entry.seq === pushed[0]?.seq) {
        pushed = pushed.slice(1);
      } else {
        let over = ChangeSet.fromJSON(entry.changes);
        pushed = pushed.map((update) => {
          const changes = update.changes.map(over);
          over = over.map(update.changes, true);
          return { seq: update.seq, changes };
        });
      }
    }
    const from = this.log.length;
    for (const update of pushed) {
      this.text = update.changes.apply(this.text);
      this.log.push({ client, seq: update.seq, user: 'anna', changes: update.changes.toJSON() as ChangesJson });
    }
    this.tell(from);
    return { status: 'saved', revision: this.log.length };
  }

  /** A version was published: the log gets an update without changes. */
  mark(): void {
    this.log.push({ client: '', seq: 0, user: '', changes: ChangeSet.empty(this.text.length).toJSON() as ChangesJson });
    this.tell(this.log.length - 1);
  }

  private tell(from: number): void {
    const updates = this.log.slice(from);
    if (updates.length > 0) {
      for (const listener of this.listeners) {
        listener({ page: 'page', from, updates });
      }
    }
  }
}
