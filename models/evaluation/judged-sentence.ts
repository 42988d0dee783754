import type { SegmentFlag } from '../../core/segment.ts';

/** A translated sentence with what the model thought of it and what the reference says. */
export interface JudgedSentence {
  /** 0–1; null where no model was asked. */
  readonly confidence: number | null;
  readonly flags: readonly SegmentFlag[];
  /** chrF2 against the reference, 0–100. */
  readonly chrf: number;
}
