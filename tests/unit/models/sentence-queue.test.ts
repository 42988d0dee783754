import { expect, test } from 'vitest';
import { SentenceQueue, type BatchWork } from '../../../models/batching/sentence-queue.ts';

interface Sentence {
  readonly length: number;
  readonly name: string;
}

const never = { signal: new AbortController().signal, isUrgent: false };
const urgently = { ...never, isUrgent: true };
const limits = { maxTokens: 100, maxRows: 2 };

function sentence(name: string, length = 10): Sentence {
  return { name, length };
}

type Work = BatchWork<Sentence, string>;

function named(items: readonly Sentence[]): Promise<readonly string[]> {
  return Promise.resolve(items.map((item) => item.name));
}

test('sentences pushed in the same turn share a batch', async () => {
  const batches: string[][] = [];
  const work: Work = {
    limits,
    decode: (items) => {
      batches.push(items.map((item) => item.name));
      return named(items);
    },
  };
  const queue = new SentenceQueue<Sentence, string>();
  await Promise.all(['a', 'b', 'c'].map((name) => queue.push(sentence(name), work, never)));
  expect(batches).toEqual([['a', 'b'], ['c']]);
});

test('sentences to be decoded in different ways do not share a batch, and the older way goes first', async () => {
  const batches: string[] = [];
  const workOf = (way: string): Work => ({
    limits: { maxTokens: 100, maxRows: 8 },
    decode: (items) => {
      batches.push(`${way}: ${items.map((item) => item.name).join()}`);
      return named(items);
    },
  });
  const [greedy, careful] = [workOf('greedy'), workOf('careful')];
  const queue = new SentenceQueue<Sentence, string>();
  await Promise.all([
    queue.push(sentence('a'), careful, never),
    queue.push(sentence('b'), greedy, never),
    queue.push(sentence('c'), careful, never),
  ]);
  expect(batches).toEqual(['careful: a,c', 'greedy: b']);
});

test('each caller gets the result of its own sentence, whatever order the batch had', async () => {
  const work: Work = {
    limits,
    decode: (items) => Promise.resolve(items.map((item) => item.name.toUpperCase())),
  };
  const queue = new SentenceQueue<Sentence, string>();
  const results = await Promise.all([
    queue.push(sentence('long', 40), work, never),
    queue.push(sentence('short', 2), work, never),
  ]);
  expect(results).toEqual(['LONG', 'SHORT']);
});

test('a failing batch rejects its sentences and the next batch is decoded', async () => {
  const work: Work = {
    limits: { maxTokens: 100, maxRows: 1 },
    decode: (items) => (items[0]?.name === 'bad' ? Promise.reject(new Error('broken')) : named(items)),
  };
  const queue = new SentenceQueue<Sentence, string>();
  const [bad, good] = await Promise.allSettled([
    queue.push(sentence('bad'), work, never),
    queue.push(sentence('good'), work, never),
  ]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { message: 'broken' } });
  expect(good).toEqual({ status: 'fulfilled', value: 'good' });
});

test('a sentence given up while it waits is never decoded', async () => {
  const decoded: string[] = [];
  const giveUp = new AbortController();
  const work: Work = {
    limits: { maxTokens: 100, maxRows: 1 },
    decode: (items) => {
      decoded.push(...items.map((item) => item.name));
      giveUp.abort(new Error('not wanted'));
      return named(items);
    },
  };
  const queue = new SentenceQueue<Sentence, string>();
  const [first, second] = await Promise.allSettled([
    queue.push(sentence('first'), work, never),
    queue.push(sentence('second'), work, { ...never, signal: giveUp.signal }),
  ]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({ status: 'rejected', reason: { message: 'not wanted' } });
  expect(decoded).toEqual(['first']);
});

test('the decoder is told when a sentence in its batch is given up', async () => {
  const giveUp = new AbortController();
  const wanted: boolean[][] = [];
  const work: Work = {
    limits,
    decode: (items, isWanted) => {
      giveUp.abort(new Error('not wanted'));
      wanted.push(items.map((_, item) => isWanted(item)));
      return named(items);
    },
  };
  const queue = new SentenceQueue<Sentence, string>();
  await Promise.allSettled([
    queue.push(sentence('kept'), work, never),
    queue.push(sentence('left'), work, { ...never, signal: giveUp.signal }),
  ]);
  expect(wanted).toEqual([[true, false]]);
});

test('who somebody waits for goes into the next batch, and after that the one that waits longest', async () => {
  const batches: string[] = [];
  const work: Work = {
    limits: { maxTokens: 100, maxRows: 1 },
    decode: (items) => {
      batches.push(items.map((item) => item.name).join());
      // These come while the first batch is decoded.
      if (batches.length === 1) {
        pushed.push(...['soon', 'sooner'].map((name) => queue.push(sentence(name), work, urgently)));
      }
      return named(items);
    },
  };
  const queue = new SentenceQueue<Sentence, string>();
  const pushed = ['first', 'second', 'third'].map((name) => queue.push(sentence(name), work, never));
  await Promise.all(pushed);
  await Promise.all(pushed);
  expect(batches).toEqual(['first', 'soon', 'second', 'sooner', 'third']);
});
