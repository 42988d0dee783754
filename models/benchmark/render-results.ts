import type { MachineResult } from './benchmark-machine.ts';
import type { SentencesResult } from './benchmark-sentences.ts';
import type { ShapeResult } from './benchmark-shape.ts';

export interface BenchmarkResults {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly threads: number;
  readonly measuredAt: string;
  readonly shape: readonly ShapeResult[];
  readonly wholeMachine: MachineResult;
  readonly sentences: SentencesResult | null;
}

/** The results as Markdown tables. */
export function renderResults({ shape, wholeMachine, sentences }: BenchmarkResults): string {
  const lines = [
    '| batch | library, tokens/s | ours, tokens/s | ratio | library, peak MB | ours, peak MB |',
    '|--:|--:|--:|--:|--:|--:|',
    ...shape.map(
      (row) =>
        `| ${row.batch} | ${row.library.toFixed(0)} | ${row.own.toFixed(0)} | ${row.ratio.toFixed(2)} | ` +
        `${megabytes(row.libraryPeakBytes)} | ${megabytes(row.ownPeakBytes)} |`,
    ),
  ];
  lines.push('', ...renderMachine(wholeMachine));
  if (sentences !== null) {
    const { naive, library, own, team } = sentences;
    lines.push(
      '',
      `| ${sentences.sentences} sentences, embedded model | sentences/s | tokens/s | our process is faster by | all our processes by |`,
      '|---|--:|--:|--:|--:|',
      `| library, one sentence per call | ${pace(naive)} | ${times(naive, own)} | ${times(naive, team)} |`,
      `| library, batch ${library.batch} (its best) | ${pace(library)} | ${times(library, own)} | ${times(library, team)} |`,
      `| ours, one process | ${pace(own)} | | |`,
      `| ours, ${wholeMachine.cores} processes of one thread | ${pace(team)} | | |`,
    );
  }
  return lines.join('\n');
}

function renderMachine(result: MachineResult): readonly string[] {
  const { cores, batch, tokensPerSecond: speed, overOneProcess, overManyProcesses } = result;
  const row = (what: string, tokens: number, ratio: string): string =>
    `| ${what} | ${tokens.toFixed(0)} | ${ratio} |`;
  return [
    `| ${cores} cores, batch ${batch} | tokens/s | |`,
    '|---|--:|---|',
    row('library, one process, one thread', speed.oneThread, ''),
    row(`library, one process, ${cores} threads`, speed.manyThreads, ''),
    row(`library, ${cores} processes of one thread`, speed.manyProcesses, ''),
    row(
      `ours, ${cores} processes of one thread`,
      speed.own,
      `${overOneProcess.toFixed(2)} times the better single process, ${overManyProcesses.toFixed(2)} times the library's ${cores}`,
    ),
  ];
}

function times(slower: { readonly elapsedMs: number }, faster: { readonly elapsedMs: number }): string {
  return (slower.elapsedMs / faster.elapsedMs).toFixed(2);
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
