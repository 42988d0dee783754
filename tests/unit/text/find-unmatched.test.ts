import { expect, test } from 'vitest';
import { findNumbers } from '../../../text/find-numbers.ts';
import { findUnmatchedNames, findUnmatchedNumbers } from '../../../text/find-unmatched.ts';
import type { Span } from '../../../text/span.ts';

const cut = (text: string, spans: readonly Span[]): readonly string[] =>
  spans.map(({ start, end }) => text.slice(start, end));

test('numbers in dates and times, with separators and leading zeros, and where they stand', () => {
  const text = '٠٧/١٠/٢٠٢٣ 08:30 ١٬٢٥٠٫٥٠ 1.250.000';
  const found = findNumbers(text);
  expect(found.map(({ value }) => value)).toEqual(['7', '10', '2023', '8', '30', '1250.5', '1250000']);
  expect(cut(text, found)).toEqual(['٠٧', '١٠', '٢٠٢٣', '08', '30', '١٬٢٥٠٫٥٠', '1.250.000']);
});

test('figures that the other side lacks, in digits and in words', () => {
  const source = 'اشترى ٣ سفن بمبلغ ٤٦٫٥ مليون دولار في 2026';
  const target = 'It bought three ships for 46.3 million dollars in 2026';
  expect(cut(source, findUnmatchedNumbers(source, target))).toEqual(['٤٦٫٥']);
  expect(cut(target, findUnmatchedNumbers(target, source))).toEqual(['46.3']);
});

test('Latin names that did not come over, whatever their case; single letters are none', () => {
  const source = 'قالت شركة IBM وشركة Müller إن طراز A جديد';
  expect(cut(source, findUnmatchedNames(source, 'Ibm and Muller said so'))).toEqual(['Müller']);
});
