import type { SegmentFlag } from './segment.ts';

/** What one worker process has done since it began. Every number only grows. */
export interface WorkTally {
  readonly paragraphsDone: number;
  readonly paragraphsFailed: number;
  /** Tries that failed and were followed by another. */
  readonly retries: number;
  /** Jobs whose worker went silent, as this worker found them. */
  readonly stalls: number;
  /** From claim to commit, added up over paragraphs that were done. */
  readonly runSeconds: number;
  /** Wall time in which at least one paragraph was in work. */
  readonly busySeconds: number;
  /** UTF-16 code units of the sentences of paragraphs that were done. */
  readonly sourceChars: number;
  /** UTF-16 code units of the sentences that a model was asked for. */
  readonly translatedChars: number;
  /** Sentences a model translated, or passed through. */
  readonly sentencesTranslated: number;
  /** Sentences that came from the memory instead. */
  readonly sentencesRemembered: number;
  readonly sourceTokens: number;
  readonly targetTokens: number;
  /** Segments by flag; a flag that never came is absent. */
  readonly flags: Readonly<Partial<Record<SegmentFlag, number>>>;
  /** Null until a model is loaded. */
  readonly modelLoadSeconds: number | null;
}
