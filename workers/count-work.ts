import type { Segment } from '../core/segment.ts';
import type { WorkTally } from '../core/work-tally.ts';
import type { Translation } from '../models/translator.ts';
import { noteWork, type WorkNotes } from './note-work.ts';

/** Keeps the tally of this process. */
export interface WorkCounter extends Pick<WorkNotes, 'begun' | 'inWork'> {
  /** The tally as it is now. */
  readonly read: () => WorkTally;
  readonly modelLoaded: (durationMs: number) => void;
  /** What the model was asked for; also when the paragraph fails afterwards. */
  readonly translated: (sources: readonly string[], translations: readonly Translation[]) => void;
  readonly remembered: (sentences: number) => void;
  readonly done: (segments: readonly Segment[], durationMs: number) => void;
  readonly failed: () => void;
  readonly retried: () => void;
  readonly stalled: () => void;
}

/** @param nowMs milliseconds from any fixed point; only differences are used */
export function createWorkCounter(nowMs = (): number => performance.now()): WorkCounter {
  const { begun, inWork, busySeconds } = noteWork(nowMs);
  const flags: Partial<Record<string, number>> = {};
  let modelLoadSeconds: number | null = null;
  const numbers = {
    paragraphsDone: 0,
    paragraphsFailed: 0,
    retries: 0,
    stalls: 0,
    runSeconds: 0,
    sourceChars: 0,
    translatedChars: 0,
    sentencesTranslated: 0,
    sentencesRemembered: 0,
    sourceTokens: 0,
    targetTokens: 0,
  };
  return {
    read: () => ({ ...numbers, busySeconds: busySeconds(), modelLoadSeconds, flags: { ...flags } }),
    begun,
    inWork,
    modelLoaded: (durationMs) => {
      modelLoadSeconds = durationMs / 1_000;
    },
    translated: (sources, translations) => {
      numbers.translatedChars += sources.reduce((sum, source) => sum + source.length, 0);
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
      numbers.sourceChars += segments.reduce((sum, { start, end }) => sum + end - start, 0);
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
