import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countParagraphs } from '../../../text/count-paragraphs.ts';
import { splitParagraphs } from '../../../text/split-paragraphs.ts';
import { arabicText } from '../../support/arabic-text.ts';

test('as many paragraphs are counted as are made', () => {
  fc.assert(
    fc.property(arabicText, (text) => {
      expect(countParagraphs(text)).toBe(splitParagraphs(text).paragraphs.length);
    }),
    { numRuns: 1000 },
  );
});

test('a text of millions of lines is counted without making them', () => {
  expect(countParagraphs('ا\n'.repeat(3_000_000))).toBe(3_000_000);
  expect(countParagraphs('ا\n\nب\n'.repeat(1_000_000))).toBe(1_000_001);
});
