import { diffArrays } from 'diff';
import type { Span } from '../../../../text/span.ts';

export interface WordDifferences {
  readonly one: readonly Span[];
  readonly other: readonly Span[];
}

/** Letters and digits, with the apostrophes, points and hyphens between them. */
const word = /[\p{L}\p{M}\p{N}]+(?:['’.,-][\p{L}\p{M}\p{N}]+)*/gu;

/** The words of each text that the other lacks at this place; those that follow each other are one span. Punctuation does not count. */
export function findWordDifferences(one: string, other: string): WordDifferences {
  const [ofOne, ofOther] = [wordsOf(one), wordsOf(other)];
  const differing = { one: [] as Span[], other: [] as Span[] };
  let [nextOfOne, nextOfOther] = [0, 0];
  for (const { added, removed, count } of diffArrays(ofOne.map(textOf), ofOther.map(textOf))) {
    if (removed) differing.one.push(spanOver(ofOne.slice(nextOfOne, nextOfOne + count)));
    if (added) differing.other.push(spanOver(ofOther.slice(nextOfOther, nextOfOther + count)));
    if (!added) nextOfOne += count;
    if (!removed) nextOfOther += count;
  }
  return differing;
}

interface Word extends Span {
  readonly text: string;
}

function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(word)].map(({ 0: found, index }) => ({
    text: found,
    start: index,
    end: index + found.length,
  }));
}

function textOf({ text }: Word): string {
  return text;
}

function spanOver(words: readonly Word[]): Span {
  return { start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
}
