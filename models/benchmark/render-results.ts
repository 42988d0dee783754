import type { SentencesResult } from './benchmark-sentences.ts';
import type { ShapeResult } from './benchmark-shape.ts';

export interface BenchmarkResults {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly threads: number;
  readonly measuredAt: string;
  readonly shape: readonly ShapeResult[];
  readonly sentences: SentencesResult | null;
}

/** The results as Markdown tables. */
export function renderResults({ shape, sentences }: BenchmarkResults): string {
  const lines = [
    '| batch | library, tokens/s | ours, tokens/s | ratio | library, peak MB | ours, peak MB |',
    '|--:|--:|--:|--:|--:|--:|',
    ...shape.map(
      (row) =>
        `| ${row.batch} | ${row.library.toFixed(0)} | ${row.own.toFixed(0)} | ${row.ratio.toFixed(2)} | ` +
        `${megabytes(row.libraryPeakBytes)} | ${megabytes(row.ownPeakBytes)} |`,
    ),
  ];
  if (sentences !== null) {
    const { naive, library, own } = sentences;
    lines.push(
      '',
      `| ${sentences.sentences} sentences, embedded model | sentences/s | tokens/s | ours is faster by |`,
      '|---|--:|--:|--:|',
      `| library, one sentence per call | ${pace(naive)} | ${(naive.elapsedMs / own.elapsedMs).toFixed(2)} |`,
      `| library, batch ${library.batch} (its best) | ${pace(library)} | ${(library.elapsedMs / own.elapsedMs).toFixed(2)} |`,
      `| ours | ${pace(own)} | |`,
    );
  }
  return lines.join('\n');
}

function pace(result: {
  readonly sentencesPerSecond: number;
  readonly outputTokensPerSecond: number;
}): string {
  return `${result.sentencesPerSecond.toFixed(1)} | ${result.outputTokensPerSecond.toFixed(0)}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
