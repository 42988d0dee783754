import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planBatch } from '../../../models/batching/plan-batch.ts';
import { planUrgentBatch, type WaitingOrUrgent } from '../../../models/batching/plan-urgent-batch.ts';

const waitingSentences: fc.Arbitrary<readonly WaitingOrUrgent[]> = fc.array(
  fc.record({ length: fc.integer({ min: 1, max: 300 }), isUrgent: fc.boolean() }),
  { maxLength: 120 },
);
const limits = fc.record({
  maxTokens: fc.integer({ min: 1, max: 4_000 }),
  maxRows: fc.integer({ min: 1, max: 64 }),
});

test('the urgent sentence that waits longest is in it; without any there is no batch', () => {
  fc.assert(
    fc.property(waitingSentences, limits, (waiting, limit) => {
      const batch = planUrgentBatch(waiting, limit);
      const oldest = waiting.findIndex(({ isUrgent }) => isUrgent);
      expect(batch.includes(oldest)).toBe(oldest !== -1);
      expect(batch.length > 0).toBe(oldest !== -1);
    }),
  );
});

test('it never costs more than the budget unless it is a single sentence, and takes nobody twice', () => {
  fc.assert(
    fc.property(waitingSentences, limits, (waiting, limit) => {
      const batch = planUrgentBatch(waiting, limit);
      const longest = Math.max(...batch.map((place) => waiting[place]?.length ?? 0));
      expect(batch.length).toBeLessThanOrEqual(limit.maxRows);
      expect(batch.length <= 1 || longest * batch.length <= limit.maxTokens).toBe(true);
      expect(new Set(batch).size).toBe(batch.length);
    }),
  );
});

test('others ride along where there is room, and cost the urgent ones neither a place nor padding', () => {
  fc.assert(
    fc.property(waitingSentences, limits, (waiting, limit) => {
      const urgent = waiting.filter(({ isUrgent }) => isUrgent);
      const alone = planBatch(urgent, limit).map((place) => urgent[place]?.length ?? 0);
      const batch = planUrgentBatch(waiting, limit).flatMap((place) => waiting[place] ?? []);
      const led = batch.filter(({ isUrgent }) => isUrgent);
      expect(led.map(({ length }) => length)).toEqual(expect.arrayContaining(alone));
      expect(Math.max(0, ...batch.map(({ length }) => length))).toBe(Math.max(0, ...alone));
    }),
  );
});
