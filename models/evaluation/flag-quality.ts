import type { SegmentFlag } from '../../core/segment.ts';
import type { JudgedSentence } from './judged-sentence.ts';

/** How well a flag finds poor translations. */
export interface FlagQuality {
  /** Below this chrF a sentence counts as poor. */
  readonly poorBelowChrf: number;
  readonly poor: number;
  readonly flagged: number;
  /** Poor and flagged. */
  readonly found: number;
  /** Of the flagged, the share that is poor, 0–1; null when nothing is flagged. */
  readonly precision: number | null;
  /** Of the poor, the share that is flagged, 0–1; null when nothing is poor. */
  readonly recall: number | null;
}

/** Compares `flag` with the verdict of the references: a sentence is poor when its chrF is below `poorBelowChrf`. */
export function measureFlag(
  sentences: readonly JudgedSentence[],
  flag: SegmentFlag,
  poorBelowChrf: number,
): FlagQuality {
  const poor = sentences.filter(({ chrf }) => chrf < poorBelowChrf);
  const flagged = sentences.filter(({ flags }) => flags.includes(flag)).length;
  const found = poor.filter(({ flags }) => flags.includes(flag)).length;
  return {
    poorBelowChrf,
    poor: poor.length,
    flagged,
    found,
    precision: share(found, flagged),
    recall: share(found, poor.length),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
