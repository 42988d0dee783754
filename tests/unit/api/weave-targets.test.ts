import { expect, test } from 'vitest';
import { weaveTargets } from '../../../api/translate/weave-targets.ts';

test('translations stand where their sources stood, with the white space of the text around them', () => {
  const placed = [
    { start: 2, end: 5, target: 'one.' },
    { start: 7, end: 9, target: 'two.' },
  ];
  expect(weaveTargets('  abc\n\nde ', placed)).toBe('  one.\n\ntwo. ');
});

test('a text without segments is itself', () => {
  expect(weaveTargets(' \u200f ', [])).toBe(' \u200f ');
});
