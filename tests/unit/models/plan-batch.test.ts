import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planBatch } from '../../../models/batching/plan-batch.ts';

const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 200 });
const limits = fc.record({
  maxTokens: fc.integer({ min: 1, max: 4_000 }),
  maxRows: fc.integer({ min: 1, max: 64 }),
});

function waitingOf(sizes: readonly number[]) {
  return sizes.map((length) => ({ length }));
}

test('a batch never costs more than the budget unless it is a single sentence', () => {
  fc.assert(
    fc.property(lengths, limits, (sizes, limit) => {
      const batch = planBatch(waitingOf(sizes), limit);
      const longest = Math.max(...batch.map((place) => sizes[place] ?? 0));
      expect(batch.length).toBeLessThanOrEqual(limit.maxRows);
      expect(batch.length === 1 || longest * batch.length <= limit.maxTokens).toBe(true);
    }),
  );
});

test('the sentence that waits longest is in the next batch, so none waits for ever', () => {
  fc.assert(
    fc.property(lengths, limits, (sizes, limit) => {
      expect(planBatch(waitingOf(sizes), limit)).toContain(0);
    }),
  );
});

test('a batch holds neighbours in length: nobody outside it would have fitted between its members', () => {
  fc.assert(
    fc.property(lengths, limits, (sizes, limit) => {
      const batch = planBatch(waitingOf(sizes), limit);
      const taken = new Set(batch);
      const inside = batch.map((place) => sizes[place] ?? 0);
      const [shortest, longest] = [Math.min(...inside), Math.max(...inside)];
      const between = sizes.filter((size, place) => !taken.has(place) && size > shortest && size < longest);
      expect(between).toEqual([]);
    }),
  );
});

test('batch after batch takes every sentence exactly once', () => {
  fc.assert(
    fc.property(lengths, limits, (sizes, limit) => {
      let waiting = sizes.map((length, id) => ({ length, id }));
      const served: number[] = [];
      while (waiting.length > 0) {
        const batch = new Set(planBatch(waiting, limit));
        served.push(...waiting.filter((_, place) => batch.has(place)).map((entry) => entry.id));
        waiting = waiting.filter((_, place) => !batch.has(place));
      }
      expect(served.sort((a, b) => a - b)).toEqual(sizes.map((_, id) => id));
    }),
  );
});

test('sentences of equal length fill the batch to its limit', () => {
  const waiting = waitingOf(new Array<number>(100).fill(30));
  expect(planBatch(waiting, { maxTokens: 960, maxRows: 64 })).toHaveLength(32);
  expect(planBatch(waiting, { maxTokens: 10_000, maxRows: 64 })).toHaveLength(64);
});

test('nothing waiting makes no batch', () => {
  expect(planBatch([], { maxTokens: 100, maxRows: 8 })).toEqual([]);
});
