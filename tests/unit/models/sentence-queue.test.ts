import { expect, test } from 'vitest';
import { SentenceQueue } from '../../../models/batching/sentence-queue.ts';

interface Sentence {
  readonly length: number;
  readonly name: string;
}

const never = new AbortController().signal;
const limits = { maxTokens: 100, maxRows: 2 };

function sentence(name: string, length = 10): Sentence {
  return { name, length };
}

test('sentences pushed in the same turn share a batch', async () => {
  const batches: string[][] = [];
  const queue = new SentenceQueue<Sentence, string>(limits, (items) => {
    batches.push(items.map((item) => item.name));
    return Promise.resolve(items.map((item) => item.name));
  });
  await Promise.all(['a', 'b', 'c'].map((name) => queue.push(sentence(name), never)));
  expect(batches).toEqual([['a', 'b'], ['c']]);
});

test('each caller gets the result of its own sentence, whatever order the batch had', async () => {
  const queue = new SentenceQueue<Sentence, string>(limits, (items) =>
    Promise.resolve(items.map((item) => item.name.toUpperCase())),
  );
  const results = await Promise.all([
    queue.push(sentence('long', 40), never),
    queue.push(sentence('short', 2), never),
  ]);
  expect(results).toEqual(['LONG', 'SHORT']);
});

test('a failing batch rejects its sentences and the next batch is decoded', async () => {
  const queue = new SentenceQueue<Sentence, string>({ maxTokens: 100, maxRows: 1 }, (items) =>
    items[0]?.name === 'bad'
      ? Promise.reject(new Error('broken'))
      : Promise.resolve(items.map((item) => item.name)),
  );
  const [bad, good] = await Promise.allSettled([
    queue.push(sentence('bad'), never),
    queue.push(sentence('good'), never),
  ]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'broken' } });
  expect(good).toEqual({ status: 'fulfilled', value: 'good' });
});

test('a sentence given up while it waits is never decoded', async () => {
  const decoded: string[] = [];
  const giveUp = new AbortController();
  const queue = new SentenceQueue<Sentence, string>({ maxTokens: 100, maxRows: 1 }, (items) => {
    decoded.push(...items.map((item) => item.name));
    giveUp.abort(new Error('not wanted'));
    return Promise.resolve(items.map((item) => item.name));
  });
  const [first, second] = await Promise.allSettled([
    queue.push(sentence('first'), never),
    queue.push(sentence('second'), giveUp.signal),
  ]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({ status: 'rejected', reason: { message: 'not wanted' } });
  expect(decoded).toEqual(['first']);
});

test('the decoder is told when a sentence in its batch is given up', async () => {
  const giveUp = new AbortController();
  const wanted: boolean[][] = [];
  const queue = new SentenceQueue<Sentence, string>(limits, (items, isWanted) => {
    giveUp.abort(new Error('not wanted'));
    wanted.push(items.map((_, item) => isWanted(item)));
    return Promise.resolve(items.map((item) => item.name));
  });
  await Promise.allSettled([
    queue.push(sentence('kept'), never),
    queue.push(sentence('left'), giveUp.signal),
  ]);
  expect(wanted).toEqual([[true, false]]);
});
