import type { Segment } from '../core/segment.ts';
import type { WorkTally } from '../core/work-tally.ts';
import type { Translation } from '../models/translator.ts';

/** Keeps the tally of this process. */
export interface WorkCounter {
  /** The tally as it is now. */
  readonly read: () => WorkTally;
  readonly modelLoaded: (durationMs: number) => void;
  /** What the model was asked for; also when the paragraph fails afterwards. */
  readonly translated: (translations: readonly Translation[]) => void;
  readonly remembered: (sentences: number) => void;
  readonly done: (segments: readonly Segment[], durationMs: number) => void;
  readonly failed: () => void;
  readonly retried: () => void;
  readonly stalled: () => void;
}

export function createWorkCounter(): WorkCounter {
  const flags: Partial<Record<string, number>> = {};
  let modelLoadSeconds: number | null = null;
  const numbers = {
    paragraphsDone: 0,
    paragraphsFailed: 0,
    retries: 0,
    stalls: 0,
    runSeconds: 0,
    sentencesTranslated: 0,
    sentencesRemembered: 0,
    sourceTokens: 0,
    targetTokens: 0,
  };
  return {
    read: () => ({ ...numbers, modelLoadSeconds, flags: { ...flags } }),
    modelLoaded: (durationMs) => {
      modelLoadSeconds = durationMs / 1_000;
    },
    translated: (translations) => {
      numbers.sentencesTranslated += translations.length;
      for (const { sourceTokens, targetTokens } of translations) {
        numbers.sourceTokens += sourceTokens;
        numbers.targetTokens += targetTokens;
      }
    },
    remembered: (sentences) => {
      numbers.sentencesRemembered += sentences;
    },
    done: (segments, durationMs) => {
      numbers.paragraphsDone += 1;
      numbers.runSeconds += durationMs / 1_000;
      for (const flag of segments.flatMap((segment) => segment.flags)) flags[flag] = (flags[flag] ?? 0) + 1;
    },
    failed: () => {
      numbers.paragraphsFailed += 1;
    },
    retried: () => {
      numbers.retries += 1;
    },
    stalled: () => {
      numbers.stalls += 1;
    },
  };
}
