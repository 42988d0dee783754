import { describe, expect, test } from 'vitest';
import { checkTranslation } from '../../../models/checks/check-translation.ts';

const fine = {
  source: 'قال الرئيس إن الاقتصاد ينمو بسرعة كبيرة',
  target: 'The president said that the economy grows very fast',
  confidence: 0.8,
  truncated: false,
  missedTerms: 0,
};

test('a sound translation gets no warning', () => {
  expect(checkTranslation(fine)).toEqual([]);
});

describe('a loop', () => {
  test.each([
    ['four words three times', 'on the west bank on the west bank on the west bank', true],
    ['four words twice', 'on the west bank and again on the west bank', false],
    [
      'case and commas do not hide it',
      'Of the United States, of the united states of the United States',
      true,
    ],
    ['three words often', 'he said that he said that no', false],
  ])('%s', (_, target, flagged) => {
    expect(checkTranslation({ ...fine, target }).includes('repetition')).toBe(flagged);
  });
});

describe('length', () => {
  test.each([
    ['far too short', 'Yes', true],
    ['far too long', 'word '.repeat(40), true],
    ['about as long', fine.target, false],
  ])('%s', (_, target, flagged) => {
    expect(checkTranslation({ ...fine, target }).includes('length-ratio')).toBe(flagged);
  });

  test('a short source is not judged by it', () => {
    expect(checkTranslation({ ...fine, source: 'نعم', target: 'Yes, of course, certainly' })).toEqual([]);
  });
});

describe('untranslated', () => {
  test.each([
    ['Arabic letters left', 'The president الرئيس said that the economy grows', true],
    ['an Arabic comma alone is no word', 'The president said، that the economy grows fast', false],
  ])('%s', (_, target, flagged) => {
    expect(checkTranslation({ ...fine, target }).includes('untranslated')).toBe(flagged);
  });
});

describe('numbers', () => {
  test.each([
    ['same digits', 'قتل 35 شخصا', '35 people were killed', false],
    ['Arabic-Indic digits', 'قتل ٣٥ شخصا', '35 people were killed', false],
    ['Persian digits', 'قتل ۳۵ شخصا', '35 people were killed', false],
    ['separators of thousands', 'بلغ ١٬٢٥٠٬٠٠٠ دولار', 'It reached 1,250,000 dollars', false],
    ['decimal separator', 'ارتفع ٢٫٥ في المئة', 'It rose 2.5 percent', false],
    ['comma as decimal mark', 'ارتفع 2,5 في المئة', 'It rose 2.5 percent', false],
    ['another number', 'قتل 35 شخصا', '53 people were killed', true],
    ['number lost', 'قتل 35 شخصا', 'People were killed', true],
    ['number made up', 'قتل أشخاص', '35 people were killed', true],
    ['small number as an English word', 'قتل 3 أشخاص', 'Three people were killed', false],
    ['small number from an Arabic word', 'قتل ثلاثة أشخاص', '3 people were killed', false],
    ['small number lost', 'قتل 3 أشخاص', 'Some people were killed', true],
  ])('%s', (_, source, target, flagged) => {
    expect(checkTranslation({ ...fine, source, target }).includes('number-mismatch')).toBe(flagged);
  });
});

test('a translation that ran into the limit, and one the model doubts', () => {
  expect(checkTranslation({ ...fine, truncated: true, missedTerms: 2, confidence: 0.1 })).toEqual([
    'truncated',
    'term-missed',
    'low-confidence',
  ]);
});
