import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTextProblem } from '../../../text/find-text-problem.ts';

test('Arabic with vowels, emoji, bidirectional marks, tabs and all newlines is no problem', () => {
  expect(findTextProblem('قالَ\u200f 😀\t"نعم"\r\n\u0085\u2028👩‍🚒')).toBeUndefined();
});

test.each([
  ['U+0000', '\u0000'],
  ['U+0007', '\u0007'],
  ['U+000B', '\u000b'],
  ['U+000C', '\u000c'],
  ['U+001B', '\u001b'],
  ['U+007F', '\u007f'],
  ['U+0080', '\u0080'],
  ['U+009F', '\u009f'],
])('%s is named as a control character, with its place', (codePoint, char) => {
  expect(findTextProblem(`😀 خبر${char}${char}`)).toEqual({
    kind: 'control-character',
    codePoint,
    offset: 6,
  });
});

test.each([
  ['a high surrogate before a letter', 'خبر\ud83dا', 'U+D83D', 3],
  ['a high surrogate at the end', 'خبر\ud83d', 'U+D83D', 3],
  ['a low surrogate at the beginning', '\ude00خبر', 'U+DE00', 0],
  ['a second low surrogate', '😀\ude00', 'U+DE00', 2],
])('%s is half a character', (_name, text, codePoint, offset) => {
  expect(findTextProblem(text)).toEqual({ kind: 'lone-surrogate', codePoint, offset });
});

test('a text has no lone surrogate exactly when UTF-8 brings it back', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 0xd700, max: 0xe0ff }).map((c) => String.fromCharCode(c)) }),
      (text) => {
        const survives = Buffer.from(text, 'utf8').toString('utf8') === text;
        expect(findTextProblem(text)?.kind).toBe(survives ? undefined : 'lone-surrogate');
      },
    ),
    { numRuns: 500 },
  );
});
