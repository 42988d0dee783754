import type { GlossaryTerm } from '../core/glossary.ts';
import type { ModelIdentity, SegmentFlag, SegmentOrigin } from '../core/segment.ts';

export interface Translation {
  readonly text: string;
  /** exp(mean token log-probability), 0–1; null for a passthrough. */
  readonly confidence: number | null;
  readonly flags: readonly SegmentFlag[];
  readonly origin: SegmentOrigin;
  /** Tokens the model read and wrote; 0 for a passthrough. */
  readonly sourceTokens: number;
  readonly targetTokens: number;
}

export interface TranslateOptions {
  readonly signal: AbortSignal;
  /** The glossary's terms that stand in each segment, by its place; none when absent. Those not honoured are flagged. */
  readonly terms?: readonly (readonly GlossaryTerm[])[];
  /** Somebody waits for it: it goes before the segments of other calls. Not when absent. */
  readonly isUrgent?: boolean;
}

/**
 * Turns source segments into target segments. The only thing workers know about a model.
 *
 * One result per segment, in order, even when a segment is empty, too long or not Arabic (then `flags` says so).
 * May be called concurrently; batches across calls. Stops between decoding steps when `signal` aborts, rejecting with
 * its reason. Rejects with TRANSLATION_FAILED when the model fails. Does not store, retry, log text, or know what a
 * document is.
 */
export interface Translator {
  readonly model: ModelIdentity;
  translate(segments: readonly string[], options: TranslateOptions): Promise<readonly Translation[]>;
  /** Resolves with the reason when the engine has died and no call can succeed any more; pending for ever otherwise. */
  readonly broken: Promise<unknown>;
  close(): Promise<void>;
}
