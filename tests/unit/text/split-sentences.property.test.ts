import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../../text/span.ts';
import { splitSentences } from '../../../text/split-sentences.ts';
import { arabicText } from '../../support/arabic-text.ts';

const runs = { numRuns: 2000 };
const maxChars = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(600));
const unlimited = Number.MAX_SAFE_INTEGER;

function expectLossless(text: string, spans: readonly Span[]): void {
  const starts = [...spans.map((span) => span.start), text.length];
  const ends = [0, ...spans.map((span) => span.end)];
  expect(starts.every((start, i) => start >= ends[i]!)).toBe(true);
  expect(starts.map((start, i) => text.slice(ends[i], start)).join('')).toMatch(/^[\s\u0085]*$/);
  const sentences = spans.map(({ start, end }) => text.slice(start, end));
  expect(sentences.filter((sentence) => !/^[^\s\u0085](?:[^]*[^\s\u0085])?$/.test(sentence))).toEqual([]);
}

describe('any text', () => {
  test('is covered by trimmed spans in order, with white space only between them', () => {
    fc.assert(
      fc.property(arabicText, maxChars, (text, most) => {
        expectLossless(text, splitSentences(text, most));
      }),
      runs,
    );
  });

  test('gives no sentence longer than asked, and no half of a character', () => {
    fc.assert(
      fc.property(arabicText, maxChars, (text, most) => {
        for (const { start, end } of splitSentences(text, most)) {
          expect(end - start).toBeLessThanOrEqual(Math.max(most, 2));
          expect(/^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(start - 1, start + 1))).toBe(false);
        }
      }),
      runs,
    );
  });

  test('gives no sentence that holds a newline', () => {
    fc.assert(
      fc.property(arabicText, (text) => {
        for (const { start, end } of splitSentences(text)) {
          expect(text.slice(start, end)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
        }
      }),
      runs,
    );
  });
});

describe('whatever stands around it, this is never cut', () => {
  const bounded = (token: string) => fc.tuple(arabicText, fc.constant(token), arabicText);

  test.each([
    ...['3.14', '٣٫١٤', '٣.١٤', '1,000', '1.000.000', '12.5.2020', '10.30', '10:30', '۱۲.۵'],
    ...['https://example.com/a.b?c=1!d', 'http://example.com/خبر.عاجل', 'www.example.org/?q=.!x'],
    ...['desk.news@example.com', 'example.co.uk', 'ج.م.ع', 'ص.ب', 'أ.د', 'U.S.A', 'e.g', 'بي.بي.سي'],
  ])('%s', (token) => {
    fc.assert(
      fc.property(bounded(token), ([before, middle, after]) => {
        const text = `${before} ${middle} ${after}`;
        const start = before.length + 1;
        const cuts = splitSentences(text, unlimited).flatMap((span) => [span.start, span.end]);
        expect(cuts.filter((cut) => cut > start && cut < start + middle.length)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

test('an abbreviation or initial between words never ends a sentence', () => {
  const word = fc.constantFrom('قال', 'الرئيس', 'محمد', 'في', 'القاهرة', 'مُحَمَّد', 'وزارة');
  const words = fc.array(word, { minLength: 1, maxLength: 6 });
  const abbreviation = fc.constantFrom(
    ...[
      'د.',
      'أ.',
      'م.',
      'ود.',
      'أ.د.',
      'ص.ب.',
      'ج.م.ع.',
      'ق.م.',
      'ه.',
      'هـ.',
      'ت.',
      'ص.',
      'ط.',
      'مج.',
      'جيه.',
      'دبليو.',
    ],
    ...['Mr.', 'Dr.', 'U.S.', 'e.g.', 'vs.', 'J.', 'J. K.'],
  );
  fc.assert(
    fc.property(words, abbreviation, words, (before, short, after) => {
      const text = [...before, short, ...after].join(' ');
      expect(splitSentences(text)).toEqual([{ start: 0, end: text.length }]);
    }),
    runs,
  );
});

describe('fifty thousand characters of nothing but this are split without loss', () => {
  test.each([
    ...[
      '.',
      '. ',
      '؟!',
      '…',
      '"',
      '" ',
      '«',
      '»',
      '«»',
      '(',
      '(ا ',
      ')',
      '([{«"',
      '1',
      '1.',
      ' .1',
      "'",
      '، ',
      '؛',
    ],
    ...[
      ' ',
      '\n',
      '\r\n',
      '\n.',
      'ب',
      'د.',
      'ا.ا',
      'www.',
      'http://',
      'a@',
      '.\u200f ',
      '\u064b',
      '\u0301\u0327',
      'ـ',
    ],
    ...['😀', '👩\u200d', '". ', ':«', 'قال د. أحمد. ', `. ${' '.repeat(500)}`],
  ])('%j', (unit) => {
    const text = unit.repeat(Math.ceil(50_000 / unit.length));
    const spans = splitSentences(text);
    expectLossless(text, spans);
    expect(spans.filter(({ start, end }) => end - start > 600)).toEqual([]);
  });
});
