import fc from 'fast-check';

const arabicWords = [
  'قال',
  'الرئيس',
  'مُحَمَّدٌ',
  'في',
  'و',
  'القاهرة',
  'عـــلـــى',
  'ﷺ',
  'ﻻ',
  'كتاب\u0654',
  'گوگل',
];
const numbers = ['3', '2024', '3.14', '٣٫١٤', '١٤', '1,000', '۵۰', '10:30', '12.5.2020', '٪'];
const abbreviations = ['د.', 'ص.ب.', 'ج.م.ع.', 'هـ.', 'Dr.', 'U.S.', 'J.', 'No.', 'جيه.'];
const punctuation = ['.', '!', '؟', '…', '۔', '...', '،', '؛', ':', ',', '-', '؟!', "'"];
const enclosures = ['«', '»', '"', '“', '”', '(', ')', '[', ']', '‹', '›', '\ufd3e', '\ufd3f'];
const whiteSpace = [
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\n\n',
  '\r',
  '\t',
  '\u00a0',
  '\u0085',
  '\u2028',
  '\u2029',
  '\ufeff',
];
const addresses = ['https://example.com/a.b?c=1&d=!', 'www.example.org', 'a.b@example.com', 'example.net'];
const marks = ['\u064b', '\u0651', '\u0670', '\u200f', '\u202b', '\u202c', '\u200d', '\u061c', '\u0301', 'ـ'];
const pictures = ['😀', '👩‍🚒', '👍🏽', '🇪🇬', '\u{1ee00}'];

/** What an article may hold, and what nobody would write, mixed: the characters that segmentation decides by come often. */
export const arabicText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...arabicWords) },
      { weight: 6, arbitrary: fc.constantFrom(...whiteSpace) },
      { weight: 5, arbitrary: fc.constantFrom(' ') },
      { weight: 4, arbitrary: fc.constantFrom(...punctuation) },
      { weight: 2, arbitrary: fc.constantFrom(...numbers, ...abbreviations) },
      { weight: 2, arbitrary: fc.constantFrom(...enclosures) },
      { weight: 2, arbitrary: fc.constantFrom(...marks, ...pictures, ...addresses) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
    ),
    { maxLength: 80 },
  )
  .map((parts) => parts.join(''));
