import { expect, test } from 'vitest';
import { findWordDifferences } from '../../../web/pages/models/compare/word-differences.ts';

function marked(one: string, other: string) {
  const { one: ofOne, other: ofOther } = findWordDifferences(one, other);
  return [
    ofOne.map(({ start, end }) => one.slice(start, end)),
    ofOther.map(({ start, end }) => other.slice(start, end)),
  ];
}

test.each([
  ['the same', 'The minister left.', 'The minister left.', [], []],
  ['only the marks differ', 'He said: “No”.', 'He said, "No"', [], []],
  ['a word is another', 'The minister left.', 'The envoy left.', ['minister'], ['envoy']],
  [
    'words that follow each other are one',
    'It was in May.',
    'It was on 3.5 June 2025.',
    ['in May'],
    ['on 3.5 June 2025'],
  ],
  ['one has more', 'He left the city.', 'He left city.', ['the'], []],
  ['nothing in common', 'Yes', 'no', ['Yes'], ['no']],
  ['one is empty', '', 'It’s here', [], ['It’s here']],
])('%s', (_what, one, other, ofOne, ofOther) => {
  expect(marked(one, other)).toEqual([ofOne, ofOther]);
});
