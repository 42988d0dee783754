import type { ModelIdentity, SegmentFlag } from './segment.ts';

/** What a comparison tells, in this order: both models are loaded, then each sentence comes from the first and from the second. */
export type ComparisonStep =
  | { readonly kind: 'loaded'; /** 0 or 1, in the order asked for. */ readonly model: number }
  | ComparedTranslation;

export interface ComparedTranslation {
  readonly kind: 'translated';
  /** Place among the sentences. */
  readonly sentence: number;
  /** 0 or 1, in the order asked for. */
  readonly model: number;
  readonly target: string;
  /** exp(mean token log-probability), 0–1; null where no model wrote the target. */
  readonly confidence: number | null;
  readonly flags: readonly SegmentFlag[];
  /** Processor time, so that other work on the machine does not count; with one thread, what it takes on an idle machine. */
  readonly computedMs: number;
}

/** One comparison under way. */
export interface Comparison {
  /** In the order asked for. */
  readonly models: readonly ModelIdentity[];
  /** To be read once. Rejects with COMPARISON_FAILED, MODEL_FILE_INVALID. */
  readonly steps: AsyncIterable<ComparisonStep>;
}

/**
 * Translates sentences with two models, beside the workers and without them: nothing is stored, remembered, looked up or logged.
 */
export interface ModelComparer {
  /**
   * Loads both models in one process of its own, with less claim to the processor than workers have. It ends with the last
   * sentence, and at once when `signal` aborts. One at a time.
   *
   * Rejects with COMPARISON_BUSY, MODEL_UNKNOWN, MODEL_NOT_PULLED, MODEL_DAMAGED, MODEL_FILE_INVALID; nothing is fetched.
   */
  start(
    ids: readonly [string, string],
    sentences: readonly string[],
    options: { readonly signal: AbortSignal },
  ): Promise<Comparison>;
}
