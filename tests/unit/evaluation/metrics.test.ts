import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bleu } from '../../../models/evaluation/bleu.ts';
import { chrf, scoreSentence } from '../../../models/evaluation/chrf.ts';
import { countAll, scoreCorpus } from '../../../models/evaluation/metric.ts';
import { tokenise13a } from '../../../models/evaluation/tokenise-13a.ts';
import { floresLines, hasFlores } from '../../support/flores.ts';
import { floresOutput } from '../../support/flores-output.ts';

interface Frozen {
  readonly sacrebleu: string;
  readonly signatures: { readonly bleu: string; readonly chrf: string };
  readonly sentences: readonly {
    readonly target: string;
    readonly reference: string;
    readonly words: readonly string[];
    readonly bleu: number;
    readonly chrf: number;
  }[];
  readonly corpus: { readonly bleu: number; readonly chrf: number };
}

/** Written by sacreBLEU itself, see make-fixtures.py beside it. */
const frozen = JSON.parse(
  readFileSync(new URL('../../fixtures/sacrebleu/metrics.json', import.meta.url), 'utf8'),
) as Frozen;
const targets = frozen.sentences.map(({ target }) => target);
const references = frozen.sentences.map(({ reference }) => reference);

describe(`as sacreBLEU ${frozen.sacrebleu} does it`, () => {
  test.each(frozen.sentences)('the words of $target', ({ target, words }) => {
    expect(tokenise13a(target)).toEqual(words);
  });

  test.each(frozen.sentences)('BLEU and chrF of $target', ({ target, reference, ...expected }) => {
    expect(bleu.score(bleu.count(target, reference))).toBeCloseTo(expected.bleu, 8);
    expect(scoreSentence(target, reference)).toBeCloseTo(expected.chrf, 8);
  });

  test('BLEU and chrF of all these sentences as one corpus', () => {
    expect(scoreCorpus(bleu, countAll(bleu, targets, references))).toBeCloseTo(frozen.corpus.bleu, 8);
    expect(scoreCorpus(chrf, countAll(chrf, targets, references))).toBeCloseTo(frozen.corpus.chrf, 8);
  });

  test('a score says how it was computed, in the same words', () => {
    expect(frozen.signatures.bleu).toBe(`${bleu.signature}|version:${frozen.sacrebleu}`);
    expect(frozen.signatures.chrf).toBe(`${chrf.signature}|version:${frozen.sacrebleu}`);
  });

  // The three systems' scores as sacreBLEU 2.6.0 prints them; docs/quality.md shows them.
  test.skipIf(!hasFlores).each([
    { system: 'argos', bleuScore: 29.98908791237153, chrfScore: 57.155065613122666 },
    { system: 'google', bleuScore: 45.95096565059359, chrfScore: 70.38738870058016 },
    { system: 'opusmt', bleuScore: 33.93195417253355, chrfScore: 60.80258090252051 },
  ])('the scores of $system on FLORES dev', ({ system, bleuScore, chrfScore }) => {
    const output = floresOutput(system);
    const reference = floresLines('en');
    expect(scoreCorpus(bleu, countAll(bleu, output, reference))).toBeCloseTo(bleuScore, 8);
    expect(scoreCorpus(chrf, countAll(chrf, output, reference))).toBeCloseTo(chrfScore, 8);
  });
});

test('a set without sentences scores 0', () => {
  expect(scoreCorpus(bleu, [])).toBe(0);
  expect(scoreCorpus(chrf, [])).toBe(0);
});
