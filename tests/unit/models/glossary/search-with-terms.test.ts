import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  searchWithTerms,
  type TermRules,
  type TermSource,
} from '../../../../models/glossary/search-with-terms.ts';
import { tableConfig, tableDecoder } from '../../../support/table-decoder.ts';

const size = 7; // end, five words, start
const config = tableConfig(size, 40);
const wanted = () => true;
/** Token 5 goes on with a word. */
const rules: TermRules = {
  beams: 6,
  finished: 4,
  endRank: 2,
  width: 3,
  noRepeat: 3,
  continuesWord: (token) => token === 5,
};

const word = fc.integer({ min: 1, max: 4 });
const tables = fc
  .array(
    fc.array(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: size, maxLength: size }), {
      minLength: size,
      maxLength: size,
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((weights) =>
    weights.map((source) =>
      source.map((row) => {
        const sum = row.reduce((total, weight) => total + weight, 0);
        return row.map((weight) => weight / sum);
      }),
    ),
  );

const constraints = fc.array(
  fc.record({
    tokens: fc.array(word, { minLength: 1, maxLength: 4 }),
    atStart: fc.option(fc.array(word, { minLength: 1, maxLength: 5 })),
  }),
  { minLength: 1, maxLength: 3 },
);

function sources(table: readonly unknown[], held: TermSource['constraints']): TermSource[] {
  return table.map((_, source) => ({ source: [source], constraints: held, expectedTokens: 6 }));
}

function placesOf(phrase: readonly number[], tokens: readonly number[]): readonly number[] {
  return tokens.flatMap((_, at) =>
    phrase.every((token, place) => tokens[at + place] === token) ? [at] : [],
  );
}

test('every term is in the translation, whole and with a word ending after it, and it ends', async () => {
  await fc.assert(
    fc.asyncProperty(tables, constraints, async (table, held) => {
      for (const found of await searchWithTerms(
        tableDecoder(table),
        config,
        sources(table, held),
        rules,
        wanted,
      )) {
        expect(found.ended).toBe('complete');
        for (const { tokens, atStart } of held) {
          const ends = placesOf(tokens, found.tokens).map((at) => at + tokens.length);
          if (atStart !== null && placesOf(atStart, found.tokens).includes(0)) ends.push(atStart.length);
          expect(ends.some((end) => found.tokens[end] !== 5)).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('a hypothesis with all terms that nothing may follow is not lost', async () => {
  const table = [
    [1, 1, 1, 1, 1, 1, 1],
    [1, 344, 517, 331, 345, 1, 816],
    [1, 1, 1, 300, 1, 202, 458],
    [670, 1, 1, 235, 794, 659, 838],
    [172, 1, 101, 833, 383, 1, 1],
    [1, 1, 1, 1, 1, 1, 1],
    [1, 1, 1, 1, 318, 1, 1],
  ].map((row) => row.map((weight) => weight / row.reduce((sum, one) => sum + one)));
  const held = [
    { tokens: [1, 4, 4, 3], atStart: null },
    { tokens: [1, 4], atStart: null },
  ];
  const [found] = await searchWithTerms(tableDecoder([table]), config, sources([table], held), rules, wanted);
  expect(found).toMatchObject({ ended: 'complete' });
});

test('a sentence is translated alike alone and in a batch', async () => {
  await fc.assert(
    fc.asyncProperty(tables, constraints, async (table, held) => {
      const all = sources(table, held);
      const together = await searchWithTerms(tableDecoder(table), config, all, rules, wanted);
      for (const [source, hypothesis] of together.entries()) {
        const [alone] = await searchWithTerms(
          tableDecoder(table),
          config,
          all.slice(source, source + 1),
          rules,
          wanted,
        );
        expect(hypothesis).toEqual(alone);
      }
    }),
  );
});

test('a translation is no longer than half as long again, with its terms', async () => {
  await fc.assert(
    fc.asyncProperty(tables, constraints, async (table, held) => {
      const goal = held.reduce((sum, { tokens }) => sum + tokens.length, 0);
      for (const { tokens } of await searchWithTerms(
        tableDecoder(table),
        config,
        sources(table, held),
        rules,
        wanted,
      ))
        expect(tokens.length).toBeLessThanOrEqual(6 * 1.5 + goal + 8);
    }),
  );
});

/** After each token: the end 0.1, then word 1 0.6, word 2 0.3, nothing else. */
const plain = Array.from({ length: size }, () => [0.1, 0.6, 0.3, 0, 0, 0, 0]);

test('what the model chose counts for the confidence, what the glossary chose does not', async () => {
  const [found] = await searchWithTerms(
    tableDecoder([plain]),
    config,
    [{ source: [0], constraints: [{ tokens: [3, 4], atStart: null }], expectedTokens: 2 }],
    rules,
    wanted,
  );
  const free = found!.tokens.length - 2;
  expect(found!.scored).toBe(free + 1);
  expect(found!.logProb).toBeGreaterThan((free + 1) * Math.log(0.1) - 1e-6);
});

test('where the room does not hold the terms, the search says so', async () => {
  const [found] = await searchWithTerms(
    tableDecoder([plain]),
    tableConfig(size, 6),
    [{ source: [0], constraints: [{ tokens: [3, 3, 3, 3, 3], atStart: null }], expectedTokens: 2 }],
    rules,
    wanted,
  );
  expect(found?.ended).toBe('limit');
});

test('a sentence nobody wants any longer leaves the batch, the others go on', async () => {
  const held = [{ tokens: [3], atStart: null }];
  const [first, second] = await searchWithTerms(
    tableDecoder([plain, plain]),
    config,
    sources([plain, plain], held),
    rules,
    (source) => source === 1,
  );
  expect(first).toMatchObject({ ended: 'cancelled' });
  expect(second).toMatchObject({ ended: 'complete' });
});
