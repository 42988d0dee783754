import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitParagraphs } from '../../../text/split-paragraphs.ts';
import { arabicText } from '../../support/arabic-text.ts';
import { readNewsArticle, readSampleArticle } from '../../support/articles.ts';

const textsOf = (text: string) => splitParagraphs(text).paragraphs.map((paragraph) => paragraph.text);
const gapsOf = (text: string) => {
  const { paragraphs, gapAfter } = splitParagraphs(text);
  return [...paragraphs.map((paragraph) => paragraph.gapBefore), gapAfter];
};

describe('any text', () => {
  test('comes back exactly from its paragraphs and gaps', () => {
    fc.assert(
      fc.property(arabicText, (text) => {
        const { paragraphs, gapAfter } = splitParagraphs(text);
        expect(paragraphs.map((p) => p.gapBefore + p.text).join('') + gapAfter).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('has gaps of white space only, and paragraphs that are trimmed and not empty', () => {
    fc.assert(
      fc.property(arabicText, (text) => {
        for (const gap of gapsOf(text)) expect(gap).toMatch(/^[\s\u0085]*$/);
        for (const paragraph of textsOf(text)) expect(paragraph).toMatch(/^[^\s\u0085](?:[^]*[^\s\u0085])?$/);
      }),
      { numRuns: 1000 },
    );
  });

  test('gives the same paragraphs when white space is put around it', () => {
    fc.assert(
      fc.property(arabicText, (text) => {
        expect(textsOf(`\n\n \t${text}\r\n\r\n`)).toEqual(textsOf(text));
      }),
    );
  });
});

test('blank lines separate paragraphs, and a single newline inside one stays', () => {
  expect(textsOf('سطر أول\nسطر ثان\n\nفقرة ثانية')).toEqual(['سطر أول\nسطر ثان', 'فقرة ثانية']);
});

test('a text without blank lines has one paragraph a line', () => {
  expect(textsOf('فقرة أولى.\nفقرة ثانية.\nفقرة ثالثة.')).toEqual([
    'فقرة أولى.',
    'فقرة ثانية.',
    'فقرة ثالثة.',
  ]);
});

test('blank lines at the beginning and the end do not make it a text with blank lines', () => {
  expect(textsOf('\n\nأولى\nثانية\n\n\n')).toEqual(['أولى', 'ثانية']);
});

test.each([
  ['LF', '\n\n'],
  ['CRLF', '\r\n\r\n'],
  ['CR', '\r\r'],
  ['NEL', '\u0085\u0085'],
  ['LINE SEPARATOR', '\u2028\u2028'],
  ['PARAGRAPH SEPARATOR', '\u2029\u2029'],
  ['a line of blanks and no-break spaces', '\n \t\u00a0\r\n'],
])('%s makes a blank line', (_name, blankLine) => {
  expect(textsOf(`أولى\nتتمة${blankLine}ثانية`)).toEqual(['أولى\nتتمة', 'ثانية']);
});

test('one CRLF is one newline, not a blank line', () => {
  expect(textsOf('أولى\r\nتتمة\r\n\r\nثانية')).toEqual(['أولى\r\nتتمة', 'ثانية']);
});

test('the indentation of a line belongs to the gap', () => {
  expect(gapsOf('  أولى\n\t ثانية ')).toEqual(['  ', '\n\t ', ' ']);
});

test.each(['', ' ', '\n\n \r\n'])('nothing but white space (%j) is a gap without paragraphs', (text) => {
  expect(splitParagraphs(text)).toEqual({ paragraphs: [], gapAfter: text });
});

test('the sample article has six paragraphs', () => {
  expect(textsOf(readSampleArticle())).toHaveLength(6);
});

const newsArticle = readNewsArticle();
test.skipIf(newsArticle === undefined)(
  'a pasted news article without blank lines has a paragraph a line',
  () => {
    expect(textsOf(newsArticle!)).toHaveLength(8);
  },
);
