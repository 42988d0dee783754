import type { ModelIdentity, SegmentFlag, SegmentOrigin } from './segment.ts';

/** One of the texts that a segment has had, oldest 0; the one with the highest number stands. */
export interface SegmentRevision {
  readonly revision: number;
  readonly sourceText: string;
  readonly targetText: string;
  readonly origin: SegmentOrigin;
  /** As the sender says; null where no person wrote it, and where nobody said. */
  readonly author: string | null;
  readonly confidence: number | null;
  readonly flags: readonly SegmentFlag[];
  readonly model: ModelIdentity | null;
  /** When it was stored. */
  readonly createdAt: Date;
}

/** What a person says of one segment that they have read. */
export interface PostEdit {
  readonly segmentId: string;
  readonly targetText: string;
  /** The revision that they had before them. */
  readonly basedOn: number;
}

export type PostEditOutcome = 'applied' | 'unchanged' | 'conflict';

/*
 *   the text stands already, and a person stands by it ........ unchanged: whoever sends it twice changes nothing
 *   the text stands already, and a machine wrote it ........... applied: it is accepted, and a person's from now on
 *   the text it was written against still stands .............. applied
 *   otherwise somebody else was there meanwhile ............... conflict
 */

/** What becomes of the edit, given the text that stands. */
export function judgePostEdit(
  { targetText, basedOn }: PostEdit,
  standing: Pick<SegmentRevision, 'revision' | 'targetText' | 'origin'>,
): PostEditOutcome {
  if (targetText === standing.targetText) return standing.origin === 'human' ? 'unchanged' : 'applied';
  return basedOn === standing.revision ? 'applied' : 'conflict';
}
