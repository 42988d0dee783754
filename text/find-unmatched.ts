import { findNumbers } from './find-numbers.ts';
import type { Span } from './span.ts';
import { writtenNumbers } from './written-numbers.ts';

/** The numbers in digits in `text` that stand in `other` neither in digits nor, if they are small, as a word. In order. */
export function findUnmatchedNumbers(text: string, other: string): readonly Span[] {
  const others = new Set(findNumbers(other).map(({ value }) => value));
  return findNumbers(text).filter(
    ({ value }) => !others.has(value) && writtenNumbers.get(value)?.test(other) !== true,
  );
}

/**
 * The words in Latin letters in an Arabic `source` that its translation lacks: names of firms, products and places, which go
 * over as they are written. Says nothing about names that are written in Arabic. In order.
 */
export function findUnmatchedNames(source: string, target: string): readonly Span[] {
  const words = new Set([...target.matchAll(latinWord)].map(([word]) => word.toLowerCase()));
  return [...source.matchAll(latinWord)]
    .filter(([word]) => !words.has(word.toLowerCase()))
    .map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
}

/** Two letters at least: a single one is a unit or an initial. */
const latinWord = /\p{Script=Latin}[\p{Script=Latin}\p{M}]+/gu;
