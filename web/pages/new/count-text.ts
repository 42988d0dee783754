import { splitParagraphs } from '../../../text/split-paragraphs.ts';
import { splitSentences } from '../../../text/split-sentences.ts';

export interface TextCount {
  readonly paragraphs: number;
  readonly sentences: number;
  readonly characters: number;
}

export const nothingCounted: TextCount = { paragraphs: 0, sentences: 0, characters: 0 };

/** What the server will make of a text: the same rules, from the same code. */
export function countText(text: string): TextCount {
  return countParagraphs(splitParagraphs(text).paragraphs.map((paragraph) => paragraph.text));
}

export function countParagraphs(paragraphs: readonly string[]): TextCount {
  return {
    paragraphs: paragraphs.length,
    sentences: paragraphs.reduce((sum, paragraph) => sum + splitSentences(paragraph).length, 0),
    characters: paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0),
  };
}

export function addCounts(counts: readonly TextCount[]): TextCount {
  return counts.reduce(
    (sum, one) => ({
      paragraphs: sum.paragraphs + one.paragraphs,
      sentences: sum.sentences + one.sentences,
      characters: sum.characters + one.characters,
    }),
    nothingCounted,
  );
}
