/** What a file that comes back says about one segment. */
export interface SegmentEdit {
  /** As the file has it; null where it names none. */
  readonly segmentId: string | null;
  readonly sourceText: string;
  /** null where the file has no translation at all; '' where it has an empty one. */
  readonly targetText: string | null;
  /** The revision the file was written from; null where the file does not say (any more). */
  readonly revision: number | null;
  /** Where it stands in the file; the first line is 1. */
  readonly line: number;
}

/**
 * - `applied`: the text is stored as a new revision, `origin: human`.
 * - `unchanged`: the file has nothing new to say.
 * - `unknown`: the document has no such segment.
 * - `conflict`: the file and the store cannot both be right; the store's text stands.
 */
export const editOutcomes = ['applied', 'unchanged', 'unknown', 'conflict'] as const;
export type EditOutcome = (typeof editOutcomes)[number];

/**
 * - `source-differs`: the file's source is not the segment's, apart from white space and what XML cannot carry.
 * - `changed-since`: file and store were both changed after the file was written.
 * - `emptied`: the file's target is empty where there was text; tools write that for "not translated yet" as well.
 * - `given-twice`: the file has the segment more than once, with different targets.
 */
export type ConflictReason = 'source-differs' | 'changed-since' | 'emptied' | 'given-twice';

export interface JudgedEdit {
  readonly edit: SegmentEdit;
  readonly outcome: EditOutcome;
  /** null unless `conflict`. */
  readonly reason: ConflictReason | null;
}
