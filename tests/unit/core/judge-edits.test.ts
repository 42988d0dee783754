import { describe, expect, test } from 'vitest';
import { judgeEdits, type StandingSegment } from '../../../core/judge-edits.ts';
import type { SegmentEdit } from '../../../core/segment-edit.ts';

const untouched: StandingSegment = {
  sourceText: 'صباح الخير.',
  targetText: 'Morning.',
  revision: 0,
  earlierTargets: new Map(),
};
const editedOnce: StandingSegment = {
  ...untouched,
  targetText: 'Good morning.',
  revision: 1,
  earlierTargets: new Map([
    [0, 'Morning.'],
    [1, 'Good morning.'],
  ]),
};

function edit(given: Partial<SegmentEdit> = {}): SegmentEdit {
  return {
    segmentId: 'a.0',
    sourceText: 'صباح الخير.',
    targetText: 'Morning.',
    revision: 0,
    line: 1,
    ...given,
  };
}

function judge(standing: StandingSegment | undefined, ...edits: readonly SegmentEdit[]): readonly string[] {
  return judgeEdits(edits, () => standing).map(({ outcome, reason }) => reason ?? outcome);
}

describe('a segment nobody has edited', () => {
  test.each([
    { what: 'comes back as it was', given: {}, verdict: 'unchanged' },
    { what: 'comes back edited', given: { targetText: 'Good morning.' }, verdict: 'applied' },
    {
      what: 'comes back edited by a tool that dropped the revision',
      given: { targetText: 'Good morning.', revision: null },
      verdict: 'applied',
    },
    { what: 'comes back without a translation', given: { targetText: null }, verdict: 'unchanged' },
    { what: 'comes back with an empty one', given: { targetText: ' ' }, verdict: 'emptied' },
    {
      what: 'comes back beside another source',
      given: { sourceText: 'مساء الخير.' },
      verdict: 'source-differs',
    },
    {
      what: 'comes back with its source wrapped',
      given: { sourceText: ' صباح\n\tالخير. ', targetText: 'Hello.' },
      verdict: 'applied',
    },
    {
      what: 'says it was written from a text that never was',
      given: { revision: 7, targetText: 'Hello.' },
      verdict: 'changed-since',
    },
  ])('$what: $verdict', ({ given, verdict }) => {
    expect(judge(untouched, edit(given))).toEqual([verdict]);
  });
});

describe('a segment somebody has edited since', () => {
  test.each([
    { what: 'the file was not edited', given: {}, verdict: 'unchanged' },
    { what: 'the file has the same edit', given: { targetText: 'Good morning.' }, verdict: 'unchanged' },
    { what: 'the file has another edit', given: { targetText: 'Hello.' }, verdict: 'changed-since' },
    {
      what: 'the file was written after it',
      given: { targetText: 'Hello.', revision: 1 },
      verdict: 'applied',
    },
    {
      what: 'the file, written after it, goes back to the first text',
      given: { targetText: 'Morning.', revision: 1 },
      verdict: 'applied',
    },
    {
      what: 'the file lost its revision',
      given: { targetText: 'Hello.', revision: null },
      verdict: 'changed-since',
    },
  ])('$what: $verdict', ({ given, verdict }) => {
    expect(judge(editedOnce, edit(given))).toEqual([verdict]);
  });
});

test('an empty translation that was empty before is unchanged', () => {
  expect(judge({ ...untouched, targetText: '' }, edit({ targetText: '' }))).toEqual(['unchanged']);
});

test('what XML cannot carry comes back as U+FFFD, and that is no edit', () => {
  const standing = { ...untouched, sourceText: 'أ\u{FFFE}ب', targetText: 'a\u{FFFF}b' };
  expect(judge(standing, edit({ sourceText: 'أ\u{FFFD}ب', targetText: 'a\u{FFFD}b' }))).toEqual([
    'unchanged',
  ]);
});

test('a segment that the document does not have, or that has no id, is unknown', () => {
  expect(judge(undefined, edit(), edit({ segmentId: null }), edit({ segmentId: null }))).toEqual([
    'unknown',
    'unknown',
    'unknown',
  ]);
});

test('a segment given twice with the same text counts once; with two texts, neither is taken', () => {
  const same = edit({ targetText: 'Hello.' });
  expect(judge(untouched, same, { ...same, line: 2 })).toEqual(['applied']);
  expect(judge(untouched, same, edit({ targetText: 'Hi.' }), same)).toEqual(['given-twice']);
});
