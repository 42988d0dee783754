import type { ComparedTranslation, Pair } from './comparison-state.ts';

/** What the sentences of one model amount to, those that have come. */
export interface Summary {
  readonly sentences: number;
  /** 0–1, over the sentences whose confidence is known; null without any. */
  readonly meanConfidence: number | null;
  /** null before the first sentence. */
  readonly meanComputedMs: number | null;
  /** Sentences with a warning other than that they are not Arabic. */
  readonly flagged: number;
}

export function summarise(pairs: readonly Pair[], model: 0 | 1): Summary {
  const own = pairs.flatMap((pair) => pair[model] ?? []);
  return {
    sentences: own.length,
    meanConfidence: mean(own.flatMap(({ confidence }) => confidence ?? [])),
    meanComputedMs: mean(own.map(({ computedMs }) => computedMs)),
    flagged: own.filter(isFlagged).length,
  };
}

function isFlagged({ flags }: ComparedTranslation): boolean {
  return flags.some((flag) => flag !== 'passthrough');
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
