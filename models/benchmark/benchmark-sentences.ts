import type { ContenderClient } from './contender-client.ts';
import type { Measurement } from './contender-process.ts';

export interface SentencesResult {
  readonly sentences: number;
  /** Batch sizes the library was tried with, sentences per second of each, on the first of them. */
  readonly libraryTrials: readonly { readonly batch: number; readonly perSecond: number }[];
  readonly naive: Pace;
  readonly library: Pace & { readonly batch: number };
  readonly own: Pace;
  /** This engine in a process for each core. */
  readonly team: Pace;
}

export interface Pace {
  readonly elapsedMs: number;
  readonly sentencesPerSecond: number;
  readonly outputTokensPerSecond: number;
}

/** How often it is each contender's turn. It gets all sentences at once, as from a queue that is never empty. */
const turns = 2;
/** Of these the library's best batch is found. */
const trialSentences = 200;

/**
 * Translates `sentences` in four ways that take turns: the library one sentence at a time, the library
 * with its best batch, this engine, and a team of this engine's processes.
 */
export async function benchmarkSentences(
  contenders: {
    readonly library: ContenderClient;
    readonly own: ContenderClient;
    readonly team: ContenderClient;
  },
  sentences: readonly string[],
): Promise<SentencesResult> {
  const { library, own, team } = contenders;
  const trialTask = { kind: 'translate', sentences: sentences.slice(0, trialSentences) } as const;
  await library.measure({ ...trialTask, sentences: sentences.slice(0, 8), batch: 8 });
  const libraryTrials = [];
  for (const batch of [8, 16, 32, 64]) {
    const trial = await library.measure({ ...trialTask, batch });
    // Nobody's first turn is the first time that its code runs, and all have run the same.
    await own.measure({ ...trialTask, batch: trialSentences });
    await team.measure({ ...trialTask, batch: trialSentences });
    libraryTrials.push({
      batch,
      perSecond: (Math.min(trialSentences, sentences.length) / trial.elapsedMs) * 1000,
    });
  }
  const best = libraryTrials.reduce((a, b) => (b.perSecond > a.perSecond ? b : a)).batch;
  const rounds: Record<'naive' | 'library' | 'own' | 'team', Measurement>[] = [];
  for (let turn = 0; turn < turns; turn++) {
    rounds.push({
      naive: await library.measure({ kind: 'translate', sentences, batch: 1 }),
      library: await library.measure({ kind: 'translate', sentences, batch: best }),
      own: await own.measure({ kind: 'translate', sentences, batch: sentences.length }),
      team: await team.measure({ kind: 'translate', sentences, batch: sentences.length }),
    });
  }
  const paceIn = (way: 'naive' | 'library' | 'own' | 'team'): Pace =>
    paceOf(
      sentences.length * turns,
      rounds.map((round) => round[way]),
    );
  return {
    sentences: sentences.length,
    libraryTrials,
    naive: paceIn('naive'),
    library: { batch: best, ...paceIn('library') },
    own: paceIn('own'),
    team: paceIn('team'),
  };
}

function paceOf(sentences: number, measurements: readonly Measurement[]): Pace {
  const elapsedMs = measurements.reduce((sum, measurement) => sum + measurement.elapsedMs, 0);
  const outputTokens = measurements.reduce((sum, measurement) => sum + measurement.outputTokens, 0);
  return {
    elapsedMs,
    sentencesPerSecond: (sentences / elapsedMs) * 1000,
    outputTokensPerSecond: (outputTokens / elapsedMs) * 1000,
  };
}
