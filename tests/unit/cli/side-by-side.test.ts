import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { layOutSideBySide } from '../../../cli/side-by-side.ts';

const pairs = [
  {
    source: 'افتُتحت المحطةُ يوم الاثنين في المدينة الساحلية.',
    target: 'The plant opened on Monday in the coastal city.',
  },
  { source: 'قال المدير: «هذا يومٌ كبير».', target: 'The director said: "This is a great day".' },
];

test('every line fits the terminal and both columns keep every word', () => {
  const text = layOutSideBySide(pairs, { columns: 60 });
  const lines = text.split('\n');
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(60);
  const words = (column: string): readonly string[] => column.split(/\s+/u).filter((word) => word !== '');
  const columns = lines.map((line) => line.replaceAll(/[\u2067\u2069]/gu, '').split('│'));
  expect(columns.flatMap(([english]) => words(english ?? ''))).toEqual(
    pairs.flatMap((pair) => words(pair.target)),
  );
  expect(columns.flatMap(([, arabic]) => words(arabic ?? ''))).toEqual(
    pairs.flatMap((pair) => words(pair.source)),
  );
});

test('the Arabic ends at the right edge, whatever marks it carries', () => {
  const [line] = layOutSideBySide(pairs.slice(0, 1), { columns: 200 }).split('\n');
  expect(stringWidth(line ?? '')).toBe(2 * Math.floor((200 - 3) / 2) + 3);
});

test('a word wider than its column keeps a line of its own instead of being cut', () => {
  const url = `https://example.org/${'x'.repeat(80)}`;
  expect(layOutSideBySide([{ source: 'رابط', target: `see ${url} now` }], { columns: 60 })).toContain(url);
});

test('nothing to show is an empty text', () => {
  expect(layOutSideBySide([], { columns: 80 })).toBe('');
});
