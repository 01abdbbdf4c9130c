import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PublishAnswer } from '../src/protocol.ts';
import { publish } from '../src/publish.ts';

const conflict: PublishAnswer = { status: 'conflict', head: 4, token: 't1', regions: [{ index: 0, base: 'b', ours: 'o', theirs: 't', reason: '' }] };

function hub(...answers: PublishAnswer[]) {
  const calls: [string, Record<string, unknown>][] = [];
  return {
    calls,
    invoke: async (method: string, argument: object) => {
      calls.push([method, argument as Record<string, unknown>]);
      const answer = answers.shift();
      if (!answer) {
        throw new Error('The connection is lost.');
      }
      return answer;
    },
  };
}

const draft = (saved: boolean) => ({ revision: 12, flush: async () => saved });
const never = async () => assert.fail('nothing to ask');

test('publishing sends everything first and names the revision', async () => {
  const { calls, invoke } = hub({ status: 'published', version: 5, merged: false });
  assert.deepEqual(await publish('page', draft(true), invoke, never), { status: 'published', version: 5, merged: false });
  assert.deepEqual(calls, [['Publish', { page: 'page', revision: 12, comment: '' }]]);
});

test('what is not durable is not published', async () => {
  const { calls, invoke } = hub();
  assert.deepEqual(await publish('page', draft(false), invoke, never), { status: 'notSent' });
  assert.deepEqual(calls, []);
});

test('each conflict is asked about, also one that arises while answering', async () => {
  const { calls, invoke } = hub(conflict, { ...conflict, token: 't2' }, { status: 'published', version: 6, merged: true });
  const outcome = await publish('page', draft(true), invoke, async () => [{ index: 0, choice: 'both' }]);
  assert.deepEqual(outcome, { status: 'published', version: 6, merged: true });
  assert.deepEqual(calls.map(([method, argument]) => [method, argument['token']]), [['Publish', undefined], ['Resolve', 't1'], ['Resolve', 't2']]);
});

test('whoever goes back to writing publishes nothing', async () => {
  const { calls, invoke } = hub(conflict);
  assert.deepEqual(await publish('page', draft(true), invoke, async () => null), { status: 'cancelled' });
  assert.equal(calls.length, 1);
});

test('a broken connection is told in words', async () => {
  const { invoke } = hub();
  assert.equal((await publish('page', draft(true), invoke, never)).status, 'failed');
});
