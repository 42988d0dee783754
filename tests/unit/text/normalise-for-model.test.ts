import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseForModel } from '../../../text/normalise-for-model.ts';
import { arabicText } from '../../support/arabic-text.ts';
import { floresLines, hasFlores } from '../../support/flores.ts';

test.each([
  ['tashkeel', 'مُحَمَّدٌ رَسُولٌ', 'محمد رسول'],
  ['tatweel', 'الســــلام هـ', 'السلام ه'],
  ['the dagger alef and Quranic marks', 'هٰذا ٱلۡكِتَٰبُ', 'هذا ٱلكتب'],
  ['presentation forms', 'ﻣﺤﻤﺪ ﻻ', 'محمد لا'],
  ['the honorific ligature', 'ﷺ', 'صلى الله عليه وسلم'],
  [
    'bidirectional and zero-width marks',
    '\u200fخبر\u200e \u202bعاجل\u202c\u2067\u2069\u061c\ufeff\u200d',
    'خبر عاجل',
  ],
  ['white space of every kind', ' \tخبر \u00a0\u2003\r\n\u0085\u2028 عاجل\n', 'خبر عاجل'],
  ['nothing else', 'أإآؤئءةى ١٢٣ ۴۵ «نعم»، لا؟', 'أإآؤئءةى ١٢٣ ۴۵ «نعم»، لا؟'],
  ['control characters', 'خ\u0007بر\u007f', 'خبر'],
  ['not the signs among the marks', 'آية\u06dd \u06de \u06e9', 'آية\u06dd \u06de \u06e9'],
  ['full-width digits and letters', '２０２４ ＡＢ', '2024 AB'],
  ['everything of a text of marks', '\u064b\u0640\u200f \n', ''],
])('%s', (_name, text, expected) => {
  expect(normaliseForModel(text)).toBe(expected);
});

test('a hamza or madda written as a mark of its own becomes part of its letter', () => {
  expect(normaliseForModel('ا\u0654ا\u0655ا\u0653')).toBe('أإآ');
});

test('normalising twice changes nothing more', () => {
  const pieces = fc.constantFrom(
    'e',
    'ا',
    '\u0301',
    '\u0327',
    '\u0654',
    '\u0653',
    '\u200d',
    '\u0640',
    '\u0610',
    ' ',
    '¨',
    'ᄀ',
    'ᅡ',
  );
  const accents = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(arabicText, accents, fc.string({ unit: 'binary' })), (text) => {
      const once = normaliseForModel(text);
      expect(normaliseForModel(once)).toBe(once);
    }),
    { numRuns: 3000 },
  );
});

test('a letter keeps thirty marks of any number', () => {
  expect(normaliseForModel(`x${'\u0301\u0327'.repeat(25_000)}`)).toHaveLength(31);
});

/** `normalize` as it stands in the training script, without the packages which that script imports. */
const trainingScript = resolve(import.meta.dirname, '../../../../shared/training/prepare.py');
const hasTraining = existsSync(trainingScript) && spawnSync('python3', ['--version']).status === 0;
const normaliseLikeTraining = `
import ast, json, re, sys, unicodedata
tree = ast.parse(open(sys.argv[1], encoding="utf-8").read())
def wanted(node):
    return getattr(node, "name", "") == "normalize" or (isinstance(node, ast.Assign) and node.targets[0].id in ("TASHKEEL", "INVISIBLE"))
exec(compile(ast.Module([node for node in tree.body if wanted(node)], []), "prepare.py", "exec"))
json.dump([normalize(text) for text in json.load(sys.stdin)], sys.stdout)
`;

function trainingNormalise(texts: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', normaliseLikeTraining, trainingScript], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as readonly string[];
}

describe.skipIf(!hasTraining)("the model reads what it was trained on (Python's normalize)", () => {
  test.skipIf(!hasFlores)('in 997 sentences', () => {
    const lines = floresLines('ar');
    expect(lines.map(normaliseForModel)).toEqual(trainingNormalise(lines));
  });

  test('in texts made up of everything Arabic text may hold', () => {
    // U+061C and an accent after a removed mark are the documented differences.
    const alike = arabicText.map((text) => text.replace(/[\u061c\u0301]|(?![\s\u0085])\p{Cc}/gu, ''));
    const texts = fc.sample(alike, { numRuns: 2000, seed: 7 });
    expect(texts.map(normaliseForModel)).toEqual(
      trainingNormalise(texts).map((text) => text.normalize('NFKC')),
    );
  });
});
