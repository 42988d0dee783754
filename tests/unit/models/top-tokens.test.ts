import fc from 'fast-check';
import { expect, test } from 'vitest';
import { topTokens } from '../../../models/engine/top-tokens.ts';

const logits = fc.array(fc.float({ min: -50, max: 50, noNaN: true }), { minLength: 4, maxLength: 40 });

test('the likeliest tokens come first, the lower id before its equal', () => {
  fc.assert(
    fc.property(logits, fc.integer({ min: 1, max: 4 }), (scores, width) => {
      const next = topTokens(Float32Array.from(scores), 1, width);
      const expected = [...Float32Array.from(scores).entries()].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      expect([...next.ids]).toEqual(expected.slice(0, width).map(([id]) => id));
    }),
  );
});

test('log-probabilities of the whole vocabulary are those of a distribution', () => {
  fc.assert(
    fc.property(logits, (scores) => {
      const next = topTokens(Float32Array.from(scores), 1, scores.length);
      const sum = next.logProbs.reduce((total, logProb) => total + Math.exp(logProb), 0);
      expect(sum).toBeCloseTo(1, 4);
    }),
  );
});
