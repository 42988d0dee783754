import type { ContenderClient } from './contender-client.ts';
import { median } from './median.ts';

export interface ShapeResult {
  readonly batch: number;
  /** Output tokens per second, medians. */
  readonly library: number;
  readonly own: number;
  /** Own over library, the median of the ratios of runs that followed each other. */
  readonly ratio: number;
  /** The most memory the process had held after this batch, bytes. */
  readonly libraryPeakBytes: number;
  readonly ownPeakBytes: number;
}

/** Both contenders by turns, `repetitions` times after one to warm up, for each batch in order. */
export async function benchmarkShape(
  contenders: { readonly library: ContenderClient; readonly own: ContenderClient },
  batches: readonly number[],
  repetitions: number,
): Promise<readonly ShapeResult[]> {
  const results: ShapeResult[] = [];
  for (const batch of batches) {
    const rounds = [];
    for (let round = 0; round <= repetitions; round++) {
      const library = await contenders.library.measure({ kind: 'shape', batch });
      const own = await contenders.own.measure({ kind: 'shape', batch });
      if (round > 0) rounds.push({ library, own });
    }
    results.push({
      batch,
      library: median(rounds.map(({ library }) => (library.outputTokens / library.elapsedMs) * 1000)),
      own: median(rounds.map(({ own }) => (own.outputTokens / own.elapsedMs) * 1000)),
      ratio: median(rounds.map(({ library, own }) => library.elapsedMs / own.elapsedMs)),
      libraryPeakBytes: Math.max(...rounds.map(({ library }) => library.peakBytes)),
      ownPeakBytes: Math.max(...rounds.map(({ own }) => own.peakBytes)),
    });
  }
  return results;
}
