/** Something that translates, as the benchmark sees it. */
export interface Contender {
  /** Decodes `batch` random sentences of 30 tokens to 40 tokens each, on the model of opus-mt's shape. */
  decodeShape(batch: number): Promise<Work>;
  /** Translates real sentences with the embedded model; `batch` is how many go in at once. */
  translate(sentences: readonly string[], batch: number): Promise<Work>;
}

/** What was done. */
export interface Work {
  readonly outputTokens: number;
}

/** Sentences of the benchmark's shape. */
export const shape = { sourceTokens: 30, targetTokens: 40 } as const;

export interface ContenderOptions {
  readonly threads: number;
  /** Where the model of opus-mt's shape is; it has no tokeniser. */
  readonly shapeDirectory: string;
  readonly embeddedDirectory: string;
}

/** The same random token ids for everyone; each sentence ends with `endId`. */
export function randomSources(batch: number, endId: number): readonly (readonly number[])[] {
  let state = 1;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31; // the C standard's example generator
    return 10 + (state % 60_000);
  };
  return Array.from({ length: batch }, () => [
    ...Array.from({ length: shape.sourceTokens - 1 }, next),
    endId,
  ]);
}
