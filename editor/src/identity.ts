import type { OutboxRecord } from './keeper.ts';
import type { Outbox } from './outbox.ts';
import type { TabLocks } from './tablocks.ts';

export interface Identity {
  client: string;
  record: OutboxRecord | null;
}

export function lockName(client: string): string {
  return `collabwiki:${client}`;
}

/**
 * Under which name this tab edits the page. After a reload it is the old one, with its outbox; a duplicated tab
 * finds that name held and takes a new one, and so does a tab whose outbox is gone, because its numbers went with it.
 */
export async function takeIdentity(page: string, user: string, session: Pick<Storage, 'getItem' | 'setItem'>, outbox: Outbox, locks: TabLocks): Promise<Identity> {
  const key = `collabwiki.client.${page}`;
  const remembered = session.getItem(key);
  const record = remembered ? await outbox.find(page, remembered) : null;
  if (record && record.user === user && (await locks.hold(lockName(record.client)))) {
    return { client: record.client, record };
  }
  const client = newClient();
  await locks.hold(lockName(client));
  session.setItem(key, client);
  return { client, record: null };
}

/** Outboxes of this page and person whose tabs are gone; empty ones are thrown away on the way. */
export async function takeOrphans(page: string, user: string, outbox: Outbox, locks: TabLocks): Promise<{ record: OutboxRecord; free: () => void }[]> {
  const orphans: { record: OutboxRecord; free: () => void }[] = [];
  for (const { client } of await outbox.ofPage(page, user)) {
    const free = await locks.hold(lockName(client));
    // Read again: the tab may have written before it went.
    const record = free ? await outbox.find(page, client) : null;
    if (free && record && record.updates.length > 0) {
      orphans.push({ record, free });
    } else if (free) {
      await outbox.remove(page, client);
      free();
    }
  }
  return orphans;
}

/** 128 random bits; randomUUID is missing where the site isn't served over https. */
function newClient(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
