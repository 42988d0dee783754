import type { ErrorCode } from '../../core/error-catalogue.ts';
import type { LogFields } from '../../core/logger.ts';
import type { BatchLimits } from '../batching/plan-batch.ts';
import type { SegmentWithTerms } from '../engine/translate-segment.ts';
import type { Translation } from '../translator.ts';

/*
 * What the thread that calls and the thread that computes say to each other.
 *
 *   caller                      engine
 *     │ ──── (workerData) ───────► loads the model
 *     │ ◄─── ready | unusable ──── once
 *     │ ──── translate(id) ──────► ┐
 *     │ ──── abandon(id) ────────► │ any number, in any order
 *     │ ◄─── translated(id) ────── │ one answer per id: translated, abandoned or failed
 *     │ ◄─── log ───────────────── ┘ at any time
 *     │ ──── close ──────────────► gives the model back and ends by itself
 */

/** Handed over when the thread starts. */
export interface ThreadSettings {
  readonly modelDirectory: string;
  readonly threads: number;
  readonly limits: BatchLimits;
}

export type ToEngine =
  | {
      readonly kind: 'translate';
      readonly id: number;
      readonly segments: readonly SegmentWithTerms[];
      readonly isUrgent: boolean;
    }
  | { readonly kind: 'abandon'; readonly id: number }
  | { readonly kind: 'close' };

export type FromEngine =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unusable'; readonly error: PortableError }
  | { readonly kind: 'translated'; readonly id: number; readonly translations: readonly Translation[] }
  | { readonly kind: 'abandoned'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly error: PortableError }
  | { readonly kind: 'log'; readonly level: LogLevel; readonly fields: LogFields; readonly message: string };

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** An error as it crosses threads. `code` is null when it is none of the catalogue. */
export interface PortableError {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly stack: string;
}
