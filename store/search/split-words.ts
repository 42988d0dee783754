/** A word and where it stands, in UTF-16 code units. */
export interface PlacedWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** The words of a text in order, each with its vowels and tatweel. */
export function splitWords(text: string): readonly PlacedWord[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}\u0640]+/gu), ({ 0: word, index: start }) => ({
    word,
    start,
    end: start + word.length,
  }));
}
