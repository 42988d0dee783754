import type { JudgedSentence } from './judged-sentence.ts';

/** Sentences whose confidence lies in `[from, to)`; the last bin holds confidence 1 too. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly sentences: number;
  /** Means over the sentences of the bin; null where there is none. */
  readonly meanConfidence: number | null;
  readonly meanChrf: number | null;
}

/**
 * Does quality rise with confidence? Sentences by confidence in `bins` bins of equal width, each with its mean chrF.
 * Sentences without a confidence are in no bin.
 */
export function reliabilityTable(sentences: readonly JudgedSentence[], bins = 10): readonly ReliabilityBin[] {
  return Array.from({ length: bins }, (_, bin) => {
    const inside = sentences.filter(
      ({ confidence }) => confidence !== null && Math.min(Math.floor(confidence * bins), bins - 1) === bin,
    );
    return {
      from: bin / bins,
      to: (bin + 1) / bins,
      sentences: inside.length,
      meanConfidence: meanOf(inside.map(({ confidence }) => confidence ?? 0)),
      meanChrf: meanOf(inside.map(({ chrf }) => chrf)),
    };
  });
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
