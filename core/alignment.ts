import type { Segment } from './segment.ts';

/**
 * One line of an export: a segment with its place in the document.
 *
 * Lossless: over a finished document, the concatenation of `gapBefore + sourceText` of every row, then `gapAfter`
 * of the last one, is the source text exactly.
 */
export interface AlignedRow extends Segment {
  readonly segmentId: string;
  readonly documentId: string;
  readonly paragraphId: string;
  /** 0, 1, 2 … within the document. */
  readonly paragraphPosition: number;
  /** UTF-16 offsets in the whole source text. */
  readonly documentStart: number;
  readonly documentEnd: number;
  /** The white space between the previous segment (or the beginning) and this one. */
  readonly gapBefore: string;
  /** What follows the last segment of the document; empty on every other row. */
  readonly gapAfter: string;
  /** Counts the target texts this segment has had: 0 is the first, and the one that stands has the highest number. */
  readonly revision: number;
  /** When the target was stored. */
  readonly translatedAt: Date;
}
