import { expect, test } from 'vitest';
import type { SegmentFlag } from '../../../core/segment.ts';
import { measureFlag } from '../../../models/evaluation/flag-quality.ts';
import type { JudgedSentence } from '../../../models/evaluation/judged-sentence.ts';
import { reliabilityTable } from '../../../models/evaluation/reliability-table.ts';

function judged(confidence: number | null, chrf: number, ...flags: SegmentFlag[]): JudgedSentence {
  return { confidence, chrf, flags };
}

test('sentences fall into bins by confidence, with means of both', () => {
  const table = reliabilityTable([judged(0.1, 20), judged(0.2, 40), judged(0.9, 80)], 2);
  expect(table).toEqual([
    { from: 0, to: 0.5, sentences: 2, meanConfidence: expect.closeTo(0.15) as number, meanChrf: 30 },
    { from: 0.5, to: 1, sentences: 1, meanConfidence: 0.9, meanChrf: 80 },
  ]);
});

test('a border belongs to the bin above it, and full confidence to the last bin', () => {
  const table = reliabilityTable([judged(0, 1), judged(0.5, 2), judged(1, 3)], 4);
  expect(table.map(({ sentences }) => sentences)).toEqual([1, 0, 1, 1]);
});

test('a bin without sentences has no mean', () => {
  const [first] = reliabilityTable([judged(0.9, 50)]);
  expect(first).toEqual({ from: 0, to: 0.1, sentences: 0, meanConfidence: null, meanChrf: null });
});

test('what passed through untranslated is in no bin', () => {
  const table = reliabilityTable([judged(null, 10)]);
  expect(table.reduce((sum, { sentences }) => sum + sentences, 0)).toBe(0);
});

test('a flag is judged by what it finds and what it misses', () => {
  const sentences = [
    judged(0.1, 10, 'low-confidence'),
    judged(0.2, 20, 'low-confidence', 'repetition'),
    judged(0.2, 39.9),
    judged(0.3, 40, 'low-confidence'),
    judged(0.9, 90),
  ];
  expect(measureFlag(sentences, 'low-confidence', 40)).toEqual({
    poorBelowChrf: 40,
    poor: 3,
    flagged: 3,
    found: 2,
    precision: 2 / 3,
    recall: 2 / 3,
  });
  expect(measureFlag(sentences, 'repetition', 40)).toMatchObject({ precision: 1, recall: 1 / 3 });
});

test('without flags there is no precision, without poor sentences no recall', () => {
  expect(measureFlag([judged(0.9, 90)], 'low-confidence', 40)).toMatchObject({
    precision: null,
    recall: null,
  });
});
