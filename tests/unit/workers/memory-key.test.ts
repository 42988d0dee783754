import { expect, test } from 'vitest';
import { memoryKeyOf, termsKeyOf } from '../../../workers/memory-key.ts';

test('vowels, tatweel, spaces and invisible marks do not hide an earlier translation', () => {
  expect(memoryKeyOf('\u200fقَالَ  الرئـــيس.')).toBe(memoryKeyOf('قال الرئيس.'));
});

test.each([
  ['قال الرئيس.', 'قال الرئيس'],
  ['إلى', 'الى'],
  ['عام 2024', 'عام 2025'],
])('%s and %s are two sentences: a model can tell them apart', (one, other) => {
  expect(memoryKeyOf(one)).not.toBe(memoryKeyOf(other));
});

test('a key is 32 hexadecimal digits', () => {
  expect(memoryKeyOf('')).toMatch(/^[\da-f]{32}$/u);
});

test('terms in another order or spelling are the same terms, with other English they are not', () => {
  const [parliament, nation] = [
    { source: 'برلمان', target: 'parliament' },
    { source: 'الأمة', target: 'the nation' },
  ];
  const key = termsKeyOf([parliament, nation]);
  expect(key).toMatch(/^[\da-f]{32}$/u);
  expect(termsKeyOf([{ ...nation, source: 'الامه' }, parliament, parliament])).toBe(key);
  expect(termsKeyOf([parliament, { ...nation, target: 'The Nation' }])).not.toBe(key);
  expect(termsKeyOf([parliament])).not.toBe(key);
  expect(termsKeyOf([])).toBeNull();
});
