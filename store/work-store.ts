import type { DocumentPriority, DocumentStatus } from '../core/document.ts';

/** What all that was accepted amounts to. */
export interface WorkCounts {
  readonly documents: Readonly<Record<DocumentStatus, number>>;
  /** `waiting`: accepted and not begun, without those of paused documents, which are `paused`. */
  readonly paragraphs: Readonly<Record<'waiting' | 'running' | 'paused' | 'failed' | 'doneLastHour', number>>;
  /** UTF-16 code units of paragraphs that are not finished, by priority; without those of paused documents. */
  readonly charsLeft: Readonly<Record<DocumentPriority, number>>;
  /** When the oldest document with a paragraph that waits came in; null when none waits. */
  readonly oldestWaitingSince: Date | null;
}

/** What one worker did within a slice of time. */
export interface WorkSlice {
  /** Its beginning: a multiple of `sliceSeconds` (core/work-slices.ts). */
  readonly at: Date;
  readonly workerId: string;
  /** Sentences a model translated, or passed through. */
  readonly sentences: number;
  /** Sentences that came from the memory. */
  readonly remembered: number;
  /** Written by the model. */
  readonly tokens: number;
}

/** How fast a model was on a machine while there was work, measured over the last hour of work, within a day. */
export interface MeasuredSpeed {
  readonly host: string;
  readonly modelId: string;
  /** UTF-16 code units a second and worker, with what the memory knew. */
  readonly charsPerSecond: number;
  /** The same of what the model was asked for; 0 when it was not. */
  readonly translatedCharsPerSecond: number;
  readonly sentencesPerSecond: number;
}

/** Where a paragraph stands, for people. */
export interface ParagraphPlace {
  readonly paragraphId: string;
  /** From 0. */
  readonly position: number;
  readonly title: string | null;
  /** Paragraphs of its document. */
  readonly paragraphs: number;
}

/** How the work goes, as a whole. Everything rejects with STORE_UNAVAILABLE when the database cannot be reached. */
export interface WorkStore {
  count(): Promise<WorkCounts>;
  /** Slices in which something was done, of the last `seconds`, with the database's time now. */
  slices(seconds: number): Promise<{ readonly now: Date; readonly slices: readonly WorkSlice[] }>;
  speeds(): Promise<readonly MeasuredSpeed[]>;
  /** Those of the paragraphs that exist. */
  places(paragraphIds: readonly string[]): Promise<readonly ParagraphPlace[]>;
}
