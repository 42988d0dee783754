/**
 * Warnings on a segment. A warning is shown and exported; nothing is hidden or silently repaired.
 *
 * - `repetition`: a four-word sequence stands three times or more in the target.
 * - `length-ratio`: target characters per source character are outside 0.6–2.2 (source over 20 characters).
 * - `untranslated`: Arabic letters are left in the target.
 * - `number-mismatch`: a number stands on one side only.
 * - `truncated`: the model's limit was reached before the sentence ended.
 * - `term-missed`: a term of the collection's glossary stands in the source, and its English not in the target.
 * - `low-confidence`: the model's mean token probability is below the threshold.
 * - `passthrough`: the source is not Arabic and stands in the target unchanged.
 */
export const segmentFlags = [
  'repetition',
  'length-ratio',
  'untranslated',
  'number-mismatch',
  'truncated',
  'term-missed',
  'low-confidence',
  'passthrough',
] as const;
export type SegmentFlag = (typeof segmentFlags)[number];

/**
 * Where the target text comes from: a `model`, the source itself (`passthrough`), a person (`human`), or an earlier
 * segment with the same source (`memory`; `model` then says who wrote it there, null for a person).
 * The list grows with the product; readers must accept words they do not know.
 */
export const segmentOrigins = ['model', 'passthrough', 'human', 'memory'] as const;
export type SegmentOrigin = (typeof segmentOrigins)[number];

/** Which weights translated: the id people choose a model by, and a content revision of its files. */
export interface ModelIdentity {
  readonly id: string;
  readonly revision: string;
}

/**
 * One source sentence beside its translation; the unit of alignment.
 * `start` and `end` are UTF-16 offsets in the paragraph; `paragraph.slice(start, end) === sourceText`.
 */
export interface Segment {
  /** 0, 1, 2 … within the paragraph. */
  readonly position: number;
  readonly start: number;
  readonly end: number;
  readonly sourceText: string;
  readonly targetText: string;
  /** exp(mean token log-probability), 0–1; null where no model wrote the target. */
  readonly confidence: number | null;
  readonly flags: readonly SegmentFlag[];
  readonly origin: SegmentOrigin;
  /** null where no model wrote the target. */
  readonly model: ModelIdentity | null;
}

/** Stable and unique over all documents; the same after a paragraph is translated again. */
export function segmentIdOf(paragraphId: string, position: number): string {
  return `${paragraphId}.${position}`;
}

/** What {@link segmentIdOf} was given; undefined for what it cannot have written. */
export function parseSegmentId(
  segmentId: string,
): { readonly paragraphId: string; readonly position: number } | undefined {
  const [, paragraphId, position] =
    /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.(\d{1,9})$/.exec(segmentId) ?? [];
  if (paragraphId === undefined || position === undefined) return undefined;
  return { paragraphId, position: Number(position) };
}
