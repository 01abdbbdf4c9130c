import type { OutboxRecord } from './keeper.ts';

/** The whole text of a page as this tab last had it, for the day the server refuses it. */
export interface RescueCopy {
  page: string;
  client: string;
  user: string;
  title: string;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Somebody has to decide about it: it stays until dismissed. */
  held: boolean;
}

/** Where a device keeps what the server may not have. */
export interface Outbox {
  find(page: string, client: string): Promise<OutboxRecord | null>;
  write(record: OutboxRecord): Promise<void>;
  remove(page: string, client: string): Promise<void>;
  ofPage(page: string, user: string): Promise<OutboxRecord[]>;
  keepCopy(copy: RescueCopy): Promise<void>;
  copiesOf(page: string, user: string): Promise<RescueCopy[]>;
  removeCopy(page: string, client: string): Promise<void>;
}

const UPDATES = 'updates';
const COPIES = 'copies';

/** Opens the device's outbox; rejects where the browser keeps nothing. */
export async function openOutbox(factory: IDBFactory = indexedDB): Promise<Outbox> {
  const opening = factory.open('collabwiki', 1);
  opening.addEventListener('upgradeneeded', () => {
    for (const store of [UPDATES, COPIES]) {
      opening.result.createObjectStore(store, { keyPath: ['page', 'client'] }).createIndex('page', 'page');
    }
  });
  return new IndexedOutbox(await answer(opening));
}

class IndexedOutbox implements Outbox {
  constructor(private readonly database: IDBDatabase) {
    // Another tab brings a newer version: give way, its writes matter as much as ours.
    database.addEventListener('versionchange', () => database.close());
  }

  async find(page: string, client: string): Promise<OutboxRecord | null> {
    return (await answer<OutboxRecord | undefined>(this.read(UPDATES).get([page, client]))) ?? null;
  }

  write(record: OutboxRecord): Promise<void> {
    return this.change(UPDATES, (store) => store.put(record));
  }

  remove(page: string, client: string): Promise<void> {
    return this.change(UPDATES, (store) => store.delete([page, client]));
  }

  async ofPage(page: string, user: string): Promise<OutboxRecord[]> {
    const records = await answer<OutboxRecord[]>(this.read(UPDATES).index('page').getAll(page));
    return records.filter((record) => record.user === user);
  }

  keepCopy(copy: RescueCopy): Promise<void> {
    return this.change(COPIES, (store) => store.put(copy));
  }

  async copiesOf(page: string, user: string): Promise<RescueCopy[]> {
    const copies = await answer<RescueCopy[]>(this.read(COPIES).index('page').getAll(page));
    return copies.filter((copy) => copy.user === user);
  }

  removeCopy(page: string, client: string): Promise<void> {
    return this.change(COPIES, (store) => store.delete([page, client]));
  }

  private read(name: string): IDBObjectStore {
    return this.database.transaction(name, 'readonly').objectStore(name);
  }

  /** Resolves when the transaction is complete, not when the request is: only then is it kept. */
  private change(name: string, action: (store: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(name, 'readwrite');
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('The browser did not keep the text.')));
      action(transaction.objectStore(name));
    });
  }
}

/** For browsers that keep nothing: every write fails, so that nobody is told otherwise. */
export class NoOutbox implements Outbox {
  find = async () => null;
  write = () => Promise.reject(new Error('This browser keeps nothing.'));
  remove = async () => {};
  ofPage = async () => [];
  keepCopy = () => Promise.reject(new Error('This browser keeps nothing.'));
  copiesOf = async () => [];
  removeCopy = async () => {};
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
}
