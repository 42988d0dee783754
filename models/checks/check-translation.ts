import type { SegmentFlag } from '../../core/segment.ts';
import { findLengthMismatch } from './find-length-mismatch.ts';
import { findNumberMismatch } from './find-number-mismatch.ts';
import { findRepetition } from './find-repetition.ts';
import { thresholds } from './thresholds.ts';

/** What a check may look at. */
export interface CheckedTranslation {
  /** As the model read it. */
  readonly source: string;
  readonly target: string;
  /** 0–1. */
  readonly confidence: number;
  /** The output limit was reached before the sentence ended. */
  readonly truncated: boolean;
  /** Terms of the glossary that stand in the source and not in the target. */
  readonly missedTerms: number;
}

/** The warnings a translation deserves, in the order of `segmentFlags`; none is not a proof that it is right. */
export function checkTranslation(translation: CheckedTranslation): readonly SegmentFlag[] {
  const { source, target, confidence, truncated, missedTerms } = translation;
  const findings: readonly (readonly [SegmentFlag, boolean])[] = [
    ['repetition', findRepetition(target)],
    ['length-ratio', findLengthMismatch(source, target)],
    ['untranslated', /\p{Script=Arabic}/u.test(target.replace(/[\p{P}\p{N}]/gu, ''))],
    ['number-mismatch', findNumberMismatch(source, target)],
    ['truncated', truncated],
    ['term-missed', missedTerms > 0],
    ['low-confidence', confidence < thresholds.leastConfidence],
  ];
  return findings.filter(([, found]) => found).map(([flag]) => flag);
}
