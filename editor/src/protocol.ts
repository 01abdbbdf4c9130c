// What travels between the editor and the hub /hubs/live.

export const PROTOCOL = 1;

/** A change set as CodeMirror writes it: a number keeps so many UTF-16 units, an array replaces its first number of units by lines. */
export type ChangesJson = (number | [number, ...string[]])[];

/** An update that the log holds: who made it, and the place it has among that client's updates. */
export interface Update {
  client: string;
  seq: number;
  user: string;
  changes: ChangesJson;
}

export interface Person {
  user: string;
  name: string;
  color: number;
}

export interface Member extends Person {
  client: string;
}

export type RefusalReason =
  | 'denied'
  | 'noSuchPage'
  | 'trashed'
  | 'unknownRevision'
  | 'protocol'
  | 'badRequest'
  | 'badChanges'
  | 'badText'
  | 'tooLarge'
  | 'notJoined'
  | 'stale';

export interface Refused {
  status: 'refused';
  reason: RefusalReason;
  message: string;
}

export interface Unavailable {
  status: 'unavailable';
  message: string;
}

export interface Joined {
  status: 'joined';
  revision: number;
  text: string | null;
  updates: Update[];
  version: number;
  head: number;
  you: Person;
  members: Member[];
  readOnly: boolean;
}

export type JoinAnswer = Joined | Refused | Unavailable;
export type PushAnswer = { status: 'saved'; revision: number } | Refused | Unavailable;

/** A region that two people changed and no rule settles; `ours` is the draft, `theirs` the published page. */
export interface Region {
  index: number;
  base: string;
  ours: string;
  theirs: string;
  reason: string;
}

export type Choice = 'ours' | 'theirs' | 'both';

export interface Conflict {
  status: 'conflict';
  head: number;
  regions: Region[];
  token: string;
}

export type PublishAnswer =
  | { status: 'published'; version: number; merged: boolean }
  | { status: 'unchanged'; version: number }
  | Conflict
  | Refused
  | Unavailable;

/** Updates of the log; `from` is the revision before the first. */
export interface UpdatesMessage {
  page: string;
  from: number;
  updates: Update[];
}

export interface CursorMessage {
  page: string;
  client: string;
  revision: number;
  anchor: number;
  head: number;
}

export interface PublishedMessage {
  page: string;
  version: number;
  by: string;
}

/** What the hub tells without being asked, by the name of the event. */
export interface LiveEvents {
  updates: UpdatesMessage;
  cursor: CursorMessage;
  members: { page: string; members: Member[] };
  published: PublishedMessage;
  refused: { page: string; reason: RefusalReason; message: string };
}
