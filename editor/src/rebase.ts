import { ChangeSet } from '@codemirror/state';
import type { ChangesJson, Update } from './protocol.ts';

/** Updates of one client that the server may not have: `seq` numbers the first, the others follow it. */
export interface Unsent {
  seq: number;
  updates: ChangeSet[];
}

export function parseChanges(json: ChangesJson): ChangeSet {
  return ChangeSet.fromJSON(json);
}

/**
 * Moves unsent updates over what the log holds after their revision, one update at a time: composing several
 * before mapping gives other results than the server's and the drafts would drift apart.
 * Own entries that are found in the log are confirmed and dropped.
 */
export function rebase(unsent: Unsent, client: string, log: readonly Update[]): Unsent {
  let { seq, updates } = unsent;
  for (const entry of log) {
    if (entry.client === client && entry.seq >= seq) {
      if (updates.length > 0 && entry.seq !== seq) {
        throw new RangeError(`The log holds update ${entry.seq} of this client where ${seq} was next.`);
      }
      // With nothing unsent it is an update that this device has forgotten: its number is taken for ever.
      seq = entry.seq + 1;
      updates = updates.slice(1);
    } else {
      let over = parseChanges(entry.changes);
      updates = updates.map((update) => {
        const mapped = update.map(over);
        over = over.map(update, true);
        return mapped;
      });
    }
  }
  return { seq, updates };
}
