import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldForMatching } from '../../../../text/glossary/fold-for-matching.ts';
import { termFinder, termKeyOf } from '../../../../text/glossary/term-finder.ts';
import { normaliseForModel } from '../../../../text/normalise-for-model.ts';
import { arabicText } from '../../../support/arabic-text.ts';

function found(source: string, text: string): readonly string[] {
  return termFinder([{ source, target: 'x' }])
    .find(text)
    .map(({ span }) => text.slice(span.start, span.end));
}

describe('prefixes', () => {
  test.each([
    'برلمان',
    'البرلمان',
    'وبرلمان',
    'والبرلمان',
    'فالبرلمان',
    'بالبرلمان',
    'كالبرلمان',
    'للبرلمان',
    'لبرلمان',
    'وبالبرلمان',
    'وللبرلمان',
    'فكالبرلمان',
    'وببرلمان',
  ])('%s is the term برلمان', (word) => {
    expect(found('برلمان', `زار ${word} اليوم`)).toEqual([word]);
  });

  test.each(['البنك الدولي', 'والبنك الدولي', 'للبنك الدولي', 'وبالبنك الدولي', 'فللبنك الدولي'])(
    '%s is the term البنك الدولي',
    (words) => {
      expect(found('البنك الدولي', `قرض ${words}.`)).toEqual([words]);
    },
  );

  test.each(['بنك دولي', 'بنك الدولي', 'لبنك دولي', 'البنوك الدولية'])(
    '%s is not: a term with the article is meant with it',
    (words) => {
      expect(found('البنك الدولي', `قرض ${words}.`)).toEqual([]);
    },
  );

  test.each(['للغة', 'اللغة', 'باللغة', 'لغة', 'ولغة', 'وللغة'])('%s is the term لغة', (word) => {
    expect(found('لغة', word)).toEqual([word]);
  });

  test.each(['للغة', 'اللغة', 'وباللغة'])('%s is the term اللغة', (word) => {
    expect(found('اللغة', word)).toEqual([word]);
  });

  test('the article may stand before every word of a term without it', () => {
    expect(found('رئيس وزراء', 'قال رئيس الوزراء إن')).toEqual(['رئيس الوزراء']);
    expect(found('انتخابات برلمانية', 'في الانتخابات البرلمانية')).toEqual(['الانتخابات البرلمانية']);
  });

  test('a single letter before two is no prefix, the article is', () => {
    expect(found('يد', 'بيد أن')).toEqual([]);
    expect(found('دم', 'تبرع بالدم')).toEqual(['بالدم']);
  });
});

describe('what is not the term', () => {
  test.each([
    ['برلمان', 'البرلمانية'],
    ['برلمان', 'برلمانه'],
    ['برلمان', 'برلمانات'],
    ['حزب', 'متحزب'],
    ['نفط', 'سنفط'],
    ['مجلس النواب', 'مجلس، النواب'],
    ['مجلس النواب', 'مجلس الأمن والنواب'],
    ['علي', 'على'],
  ])('%s in %s', (term, text) => {
    expect(found(term, text)).toEqual([]);
  });
});

describe('ways to write a letter', () => {
  test.each([
    ['أوروبا', 'اوروبا'],
    ['الإمارات', 'للامارات'],
    ['الإمارات', 'الأمارات'],
    ['مسؤول', 'مسئول'],
    ['حكومة', 'الحكومه'],
    ['محمد', 'مُحَمَّدٌ'],
    ['محمد', 'محـــــمد'],
    ['محمد', '\u202bمح\u200dمد\u202c'],
    ['محمد', 'ﻣﺤﻤﺪ'],
    ['کتاب', 'كتاب'],
    ['قمة 20', 'قمة ٢٠'],
    ['الأمم المتحدة', 'الأمم \u00a0\n المتحدة'],
  ])('%s is found in %s', (term, text) => {
    expect(found(term, text)).toHaveLength(1);
  });

  test('offsets lead back to the source, marks and prefixes included', () => {
    const text = 'قال: «وبِالْبَرْلَـــمَانِ» اليوم';
    expect(found('برلمان', text)).toEqual(['وبِالْبَرْلَـــمَانِ']);
  });
});

describe('which term wins', () => {
  const terms = ['مجلس', 'مجلس الأمن', 'الأمن القومي', 'والي', 'الي'].map((source) => ({
    source,
    target: source,
  }));
  const winners = (text: string) =>
    termFinder(terms)
      .find(text)
      .map(({ term }) => term.source);

  test('more words, then more letters', () => {
    expect(winners('في مجلس الأمن')).toEqual(['مجلس الأمن']);
    expect(winners('مجلس الشعب ومجلس الأمن')).toEqual(['مجلس', 'مجلس الأمن']);
    expect(winners('والي المدينة')).toEqual(['والي']);
  });

  test('of two that overlap and are as long, the one with more letters', () => {
    expect(winners('مجلس الأمن القومي')).toEqual(['مجلس', 'الأمن القومي']);
  });
});

test('a glossary without terms, or with a term without letters, finds nothing', () => {
  expect(termFinder([]).find('نص')).toEqual([]);
  expect(found('؟!', 'نص؟!')).toEqual([]);
  expect(termKeyOf(' ؟! ')).toBe('');
});

test('two ways to write a term have one key', () => {
  expect(termKeyOf('الأُمم  المتحدة')).toBe(termKeyOf('الامم المتحده'));
  expect(termKeyOf('مجلس الأمن')).not.toBe(termKeyOf('مجلس، الأمن'));
});

const words = fc.constantFrom('برلمان', 'مجلس', 'حكومة', 'أمن', 'ولد', 'لبن', 'كتاب', 'الشعب', 'نص');
const terms = fc.array(
  fc.array(words, { minLength: 1, maxLength: 3 }).map((parts) => ({ source: parts.join(' '), target: 'x' })),
  { minLength: 1, maxLength: 6 },
);
const texts = fc
  .array(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom('', 'و', 'ال', 'وال', 'لل', 'ب'), words)
          .map((pair) => pair.join('')),
      },
      { weight: 1, arbitrary: arabicText },
      { weight: 2, arbitrary: fc.constantFrom(' ', '، ', '\u0640', '\u064e') },
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(' '));

test('matches are in order, apart, within the text, and what they cover holds the term alone as well', () => {
  fc.assert(
    fc.property(terms, texts, (glossary, text) => {
      const finder = termFinder(glossary);
      let end = 0;
      for (const { term, span } of finder.find(text)) {
        expect(span.start).toBeGreaterThanOrEqual(end);
        expect(span.end).toBeGreaterThan(span.start);
        end = span.end;
        const covered = text.slice(span.start, span.end);
        expect(termFinder([term]).find(covered)).toHaveLength(1);
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});

test('no letter or digit touches a match', () => {
  fc.assert(
    fc.property(terms, texts, (glossary, text) => {
      for (const { span } of termFinder(glossary).find(text)) {
        expect(text.slice(0, span.start)).not.toMatch(/[\p{L}\p{N}]$/u);
        expect(text.slice(span.end)).not.toMatch(/^[\p{L}\p{N}]/u);
      }
    }),
  );
});

test('the text as the model reads it has the same terms', () => {
  fc.assert(
    fc.property(terms, texts, (glossary, text) => {
      const finder = termFinder(glossary);
      const sources = (of: string) => finder.find(of).map(({ term }) => term.source);
      expect(sources(normaliseForModel(text))).toEqual(sources(text));
    }),
  );
});

test('folding is what the model reads, letter by letter, and every offset is in the text', () => {
  fc.assert(
    fc.property(arabicText, (text) => {
      const folded = foldForMatching(text);
      const spaceless = (one: string) => one.replaceAll(' ', '');
      expect(spaceless(folded.text)).toBe(spaceless(foldForMatching(normaliseForModel(text)).text));
      expect(folded.starts).toHaveLength(folded.text.length);
      expect(folded.ends).toHaveLength(folded.text.length);
      for (const [at, start] of folded.starts.entries()) {
        expect(folded.ends[at]).toBeGreaterThan(start);
        expect(start).toBeGreaterThanOrEqual(folded.starts[at - 1] ?? 0);
      }
    }),
  );
});
