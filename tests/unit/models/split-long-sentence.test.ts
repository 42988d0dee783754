import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLongSentence } from '../../../models/engine/split-long-sentence.ts';

const arabic = fc.string({
  unit: fc.constantFrom('ا', 'ب', 'ت', 'ث', 'ج', ' ', ' ', '،', '؛', '.', '😀', '𐤀'),
  minLength: 0,
  maxLength: 400,
});

test('no character but white space is lost, and every piece fits', () => {
  fc.assert(
    fc.property(arabic, fc.integer({ min: 2, max: 60 }), (text, most) => {
      const pieces = splitLongSentence(text, (piece) => piece.length <= most);
      expect(pieces.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      expect(pieces.every((piece) => piece.length <= most)).toBe(true);
    }),
  );
});

test('a surrogate pair is never cut in two', () => {
  const pieces = splitLongSentence('😀'.repeat(33), (piece) => piece.length <= 7);
  expect(pieces.filter((piece) => /\p{Surrogate}/u.test(piece))).toEqual([]);
});

test('a sentence that fits stays whole', () => {
  expect(splitLongSentence(' قال الرئيس، ثم غادر. ', () => true)).toEqual(['قال الرئيس، ثم غادر.']);
});

test('a long sentence is split at the clause mark nearest to its middle', () => {
  const pieces = splitLongSentence(
    'وصل الوفد إلى القاهرة صباحا؛ وغادرها بعد يومين من المباحثات',
    (piece) => piece.length < 40,
  );
  expect(pieces).toEqual(['وصل الوفد إلى القاهرة صباحا؛', 'وغادرها بعد يومين من المباحثات']);
});

test('without clause marks it is split at a space', () => {
  const pieces = splitLongSentence('واحد اثنان ثلاثة اربعة', (piece) => piece.length < 15);
  expect(pieces).toEqual(['واحد اثنان', 'ثلاثة اربعة']);
});

test('a word longer than the limit is split between characters', () => {
  expect(splitLongSentence('ا'.repeat(10), (piece) => piece.length <= 5)).toEqual(['ااااا', 'ااااا']);
});
