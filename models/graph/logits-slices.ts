/** A part of the vocabulary: the value that holds its logits, and its token ids from `start` up to, not with, `end`. */
export interface LogitsSlice {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Tokens of a slice. With 32 rows it is half a megabyte: what multiplies, scales, and chooses from it finds it in a core's
 * own cache, where the whole of opus-mt's logits (8 MB) goes to memory and back with every pass.
 */
const sliceSize = 4096;

/** The vocabulary in slices, in order. */
export function logitsSlices(vocabularySize: number): readonly LogitsSlice[] {
  const count = Math.max(1, Math.ceil(vocabularySize / sliceSize));
  return Array.from({ length: count }, (_, place) => ({
    name: `logits.slice${place}`,
    start: place * sliceSize,
    end: Math.min(vocabularySize, (place + 1) * sliceSize),
  }));
}

/** The same for a single row, whose logits fit the cache as they are. */
export function wholeVocabulary(vocabularySize: number): readonly LogitsSlice[] {
  return [{ name: 'logits.slice0', start: 0, end: vocabularySize }];
}
