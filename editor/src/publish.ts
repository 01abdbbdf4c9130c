import type { Choice, Conflict, PublishAnswer } from './protocol.ts';

/** What publishing needs of the draft: everything durable first, and the revision that is then published. */
export interface Publishable {
  readonly revision: number;
  flush(): Promise<boolean>;
}

export type PublishOutcome =
  | { status: 'published'; version: number; merged: boolean }
  | { status: 'unchanged'; version: number }
  | { status: 'notSent' }
  | { status: 'cancelled' }
  | { status: 'failed'; message: string };

export type Invoke = (method: 'Publish' | 'Resolve', argument: object) => Promise<PublishAnswer>;

/** Asks whoever publishes about each region; null if they would rather go on writing. */
export type AskChoices = (conflict: Conflict) => Promise<{ index: number; choice: Choice }[] | null>;

/** Publishes the draft: flush, publish, and as long as regions need an answer ask for it and resolve. */
export async function publish(page: string, draft: Publishable, invoke: Invoke, ask: AskChoices, comment = ''): Promise<PublishOutcome> {
  try {
    if (!(await draft.flush())) {
      return { status: 'notSent' };
    }
    let answer = await invoke('Publish', { page, revision: draft.revision, comment });
    while (answer.status === 'conflict') {
      const choices = await ask(answer);
      if (!choices) {
        return { status: 'cancelled' };
      }
      if (!(await draft.flush())) {
        return { status: 'notSent' };
      }
      answer = await invoke('Resolve', { page, token: answer.token, revision: draft.revision, choices, comment });
    }
    return answer.status === 'refused' || answer.status === 'unavailable' ? { status: 'failed', message: answer.message } : answer;
  } catch {
    // The answer is lost; publishing once more says "unchanged" if the first one arrived.
    return { status: 'failed', message: 'The connection broke while publishing. Your text is safe; publish again in a moment.' };
  }
}
