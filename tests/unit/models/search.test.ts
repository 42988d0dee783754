import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confidenceOf } from '../../../models/engine/hypothesis.ts';
import { repeatingTokens } from '../../../models/engine/no-repeat.ts';
import { searchGreedily } from '../../../models/engine/search-greedily.ts';
import { searchWithBeams } from '../../../models/engine/search-with-beams.ts';
import { tableConfig, tableDecoder } from '../../support/table-decoder.ts';

const size = 4; // end, two words, start
const config = tableConfig(size, 5);
const wanted = () => true;

/** Probabilities of the next token after each token, for several sources. */
const tables = fc.array(
  fc.array(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  }),
  { minLength: 1, maxLength: 4 },
);

type Table = readonly (readonly (readonly number[])[])[];

function normalised(weights: Table): Table {
  return weights.map((source) =>
    source.map((row) => {
      const sum = row.reduce((total, weight) => total + weight, 0);
      return row.map((weight) => weight / sum);
    }),
  );
}

function sourcesOf(table: Table): number[][] {
  return table.map((_, source) => [source]);
}

/** Every translation of one source that ends by itself, with its log-probability. */
function allTranslations(rows: readonly (readonly number[])[], most: number) {
  const found: { tokens: number[]; logProb: number }[] = [];
  const visit = (tokens: number[], logProb: number) => {
    const next = rows[tokens.at(-1) ?? config.startId] ?? [];
    found.push({ tokens, logProb: logProb + Math.log(next[config.endId] ?? 0) });
    if (tokens.length === most) return;
    for (const id of [1, 2]) visit([...tokens, id], logProb + Math.log(next[id] ?? 0));
  };
  visit([], 0);
  return found;
}

describe('greedy search', () => {
  test('a sentence is translated alike alone and in a batch', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (weights) => {
        const table = normalised(weights);
        const together = await searchGreedily(tableDecoder(table), config, sourcesOf(table), wanted);
        for (const [source, hypothesis] of together.entries()) {
          const [alone] = await searchGreedily(tableDecoder(table), config, [[source]], wanted);
          expect(hypothesis).toEqual(alone);
        }
      }),
    );
  });

  test('no translation is longer than the limit allows or holds a banned token', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (weights) => {
        const table = normalised(weights);
        for (const { tokens, ended } of await searchGreedily(
          tableDecoder(table),
          config,
          sourcesOf(table),
          wanted,
        )) {
          expect(tokens.length).toBeLessThanOrEqual(config.maxTargetTokens - 2);
          expect(tokens).not.toContain(config.padId);
          expect(['complete', 'limit']).toContain(ended);
        }
      }),
    );
  });

  test('a sentence nobody wants any longer leaves the batch, the others go on', async () => {
    const endless = [
      [0, 0.6, 0.4, 0],
      [0, 0.6, 0.4, 0],
      [0, 0.6, 0.4, 0],
      [0, 0.6, 0.4, 0],
    ];
    const decoder = tableDecoder([endless, endless]);
    const [first, second] = await searchGreedily(decoder, config, [[0], [1]], (source) => source === 1);
    expect(first).toMatchObject({ ended: 'cancelled', tokens: [] });
    expect(second).toMatchObject({ ended: 'limit', tokens: [1, 1, 1] });
  });

  test('confidence is the geometric mean of the chosen probabilities', async () => {
    const rows = [
      [1, 0, 0, 0],
      [0.25, 0.5, 0.25, 0],
      [1, 0, 0, 0],
      [0.1, 0.1, 0.8, 0],
    ];
    const [hypothesis] = await searchGreedily(tableDecoder([rows]), config, [[0]], wanted);
    expect(hypothesis).toMatchObject({ tokens: [2], scored: 2, ended: 'complete' });
    expect(hypothesis && confidenceOf(hypothesis)).toBeCloseTo(Math.sqrt(0.8 * 1), 6);
  });
});

describe('beam search', () => {
  test('with room for every hypothesis it finds the most probable translation there is', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (weights) => {
        const table = normalised(weights);
        const rules = { beams: 8, lengthPenalty: 0, noRepeat: 0 };
        const found = await searchWithBeams(tableDecoder(table), config, sourcesOf(table), rules, wanted);
        for (const [source, hypothesis] of found.entries()) {
          if (hypothesis.ended === 'limit') continue;
          const best = Math.max(...allTranslations(table[source] ?? [], 3).map(({ logProb }) => logProb));
          expect(hypothesis.logProb).toBeCloseTo(best, 4);
        }
      }),
    );
  });

  test('a sentence is translated alike alone and in a batch', async () => {
    const rules = { beams: 2, lengthPenalty: 1, noRepeat: 0 };
    await fc.assert(
      fc.asyncProperty(tables, async (weights) => {
        const table = normalised(weights);
        const together = await searchWithBeams(tableDecoder(table), config, sourcesOf(table), rules, wanted);
        for (const [source, hypothesis] of together.entries()) {
          const [alone] = await searchWithBeams(tableDecoder(table), config, [[source]], rules, wanted);
          expect(hypothesis).toEqual(alone);
        }
      }),
    );
  });

  test('with no-repeat no sequence of that length stands twice', async () => {
    const longer = tableConfig(size, 12);
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 1, max: 8 }), async (weights, beams) => {
        const table = normalised(weights);
        const rules = { beams, lengthPenalty: 1, noRepeat: 2 };
        for (const { tokens } of await searchWithBeams(
          tableDecoder(table),
          longer,
          sourcesOf(table),
          rules,
          wanted,
        )) {
          const pairs = tokens.slice(1).map((token, at) => `${tokens[at]} ${token}`);
          expect(new Set(pairs).size).toBe(pairs.length);
        }
      }),
    );
  });
});

describe('tokens that would repeat', () => {
  test.each([
    { tokens: [1, 2, 3, 1, 2], size: 3, repeating: [3] },
    { tokens: [1, 2, 3, 1, 2, 4, 1, 2], size: 3, repeating: [3, 4] },
    { tokens: [5, 5], size: 2, repeating: [5] },
    { tokens: [1, 2, 3], size: 3, repeating: [] },
    { tokens: [1, 2, 1, 2], size: 0, repeating: [] },
  ])('after $tokens with $size: $repeating', ({ tokens, size: length, repeating }) => {
    expect([...repeatingTokens(tokens, length)].sort()).toEqual(repeating);
  });
});
