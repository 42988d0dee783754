import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bleu } from '../../../models/evaluation/bleu.ts';
import { chrf } from '../../../models/evaluation/chrf.ts';
import { defaultSamples, drawSamples } from '../../../models/evaluation/draw-samples.ts';
import { countAll, type Metric } from '../../../models/evaluation/metric.ts';
import {
  compareByBootstrap,
  type PairedComparison,
  type ScoreEstimate,
} from '../../../models/evaluation/paired-bootstrap.ts';
import { floresLines, hasFlores } from '../../support/flores.ts';
import { floresOutput } from '../../support/flores-output.ts';

interface Frozen {
  readonly sacrebleu: string;
  readonly references: readonly string[];
  readonly samples: readonly (readonly number[])[];
  readonly comparisons: readonly {
    readonly name: string;
    readonly baseline: readonly string[];
    readonly system: readonly string[];
    readonly expected: { readonly bleu: PairedComparison; readonly chrf: PairedComparison };
  }[];
}

/** Written by sacreBLEU's own functions on samples that NumPy drew, see make-fixtures.py beside it. */
const frozen = JSON.parse(
  readFileSync(new URL('../../fixtures/sacrebleu/paired-bootstrap.json', import.meta.url), 'utf8'),
) as Frozen;

describe(`on the samples that sacreBLEU ${frozen.sacrebleu} took, it comes to the same result`, () => {
  test.each(frozen.comparisons)('$name', ({ baseline, system, expected }) => {
    expectSame(compare(bleu, baseline, system), expected.bleu);
    expectSame(compare(chrf, baseline, system), expected.chrf);
  });
});

function compare(metric: Metric, baseline: readonly string[], system: readonly string[]): PairedComparison {
  const pair = {
    baseline: countAll(metric, baseline, frozen.references),
    system: countAll(metric, system, frozen.references),
  };
  return compareByBootstrap(metric, pair, frozen.samples);
}

function expectSame(actual: PairedComparison, expected: PairedComparison): void {
  expect(actual.pValue).toBeCloseTo(expected.pValue, 10);
  expectSameEstimate(actual.baseline, expected.baseline);
  expectSameEstimate(actual.system, expected.system);
}

function expectSameEstimate(actual: ScoreEstimate, expected: ScoreEstimate): void {
  expect(actual.score).toBeCloseTo(expected.score, 8);
  expect(actual.mean).toBeCloseTo(expected.mean, 8);
  expect(actual.halfWidth).toBeCloseTo(expected.halfWidth, 8);
}

describe('the samples it draws itself', () => {
  test('the same seed gives the same samples, another seed gives others', () => {
    const draw = (seed: number) => [...drawSamples(50, { samples: 5, seed })];
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  test('a sample has as many places as the set, all of them in it', () => {
    const samples = [...drawSamples(997, { samples: 20, seed: 1 })];
    expect(samples.map((sample) => sample.length)).toEqual(Array.from({ length: 20 }, () => 997));
    expect(samples.flat().every((place) => Number.isInteger(place) && place >= 0 && place < 997)).toBe(true);
  });

  test('over many samples every place comes up about equally often', () => {
    const times = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (const place of [...drawSamples(10, { samples: 5000, seed: 3 })].flat()) times[place]! += 1;
    // 5,000 expected; the standard deviation is 67, so five of them hold for any sound generator.
    for (const count of times) expect(Math.abs(count - 5000)).toBeLessThan(335);
  });
});

test('a system is not significantly different from itself', () => {
  const counts = countAll(chrf, frozen.references, frozen.references);
  const result = compareByBootstrap(
    chrf,
    { baseline: counts, system: counts },
    drawSamples(12, defaultSamples),
  );
  expect(result.system).toEqual(result.baseline);
  expect(result.pValue).toBe(1);
});

// sacreBLEU 2.6.0 --paired-bs on the same files, with its own samples: argos 29.97 ± 1.02, opusmt 33.91 ± 1.18, p = 0.001.
test.skipIf(!hasFlores)(
  'opus-mt is better than Argos on FLORES dev, and not by chance',
  { timeout: 60_000 },
  () => {
    const references = floresLines('en');
    const pair = {
      baseline: countAll(bleu, floresOutput('argos'), references),
      system: countAll(bleu, floresOutput('opusmt'), references),
    };
    const result = compareByBootstrap(bleu, pair, drawSamples(references.length, defaultSamples));
    expect(result.pValue).toBeCloseTo(1 / 1001, 10);
    expect(result.baseline.mean).toBeCloseTo(29.97, 0);
    expect(result.baseline.halfWidth).toBeCloseTo(1.02, 0);
    expect(result.system.mean).toBeCloseTo(33.91, 0);
    expect(result.system.halfWidth).toBeCloseTo(1.18, 0);
  },
);
