import { asCarried } from './carried-text.ts';
import type { ConflictReason, EditOutcome, JudgedEdit, SegmentEdit } from './segment-edit.ts';

/** A segment as it is stored, with the texts it had before. */
export interface StandingSegment {
  readonly sourceText: string;
  readonly targetText: string;
  readonly revision: number;
  /** Target texts by revision; the one that stands need not be among them. */
  readonly earlierTargets: ReadonlyMap<number, string>;
}

/*
 * A three-way comparison: the text the file was written from (its revision says which), the text in the file, and the text
 * that stands.
 *
 *   the file has the text that stands ................................ unchanged
 *   the file has the text it was written from: nobody edited it ...... unchanged
 *   the text it was written from still stands ........................ applied
 *   otherwise both were edited ....................................... conflict
 *
 * A file that lost its revisions counts as written from the first text: before anybody has edited a segment that is right,
 * and afterwards it is the careful answer. The same file twice therefore changes nothing the second time.
 */

/** One verdict a segment, in the order of the edits; edits that repeat a segment with the same target are left out. */
export function judgeEdits(
  edits: readonly SegmentEdit[],
  standingOf: (segmentId: string) => StandingSegment | undefined,
): readonly JudgedEdit[] {
  const judged = new Map<string, JudgedEdit>();
  const nameless: JudgedEdit[] = [];
  for (const edit of edits) {
    if (edit.segmentId === null) {
      nameless.push(verdict(edit, 'unknown'));
      continue;
    }
    const earlier = judged.get(edit.segmentId);
    if (earlier === undefined) judged.set(edit.segmentId, judgeEdit(edit, standingOf(edit.segmentId)));
    else if (contradicts(edit, earlier)) judged.set(edit.segmentId, conflict(earlier.edit, 'given-twice'));
  }
  return [...judged.values(), ...nameless];
}

function judgeEdit(edit: SegmentEdit, standing: StandingSegment | undefined): JudgedEdit {
  if (standing === undefined) return verdict(edit, 'unknown');
  if (folded(edit.sourceText) !== folded(standing.sourceText)) return conflict(edit, 'source-differs');
  const { targetText } = edit;
  if (targetText === null || sameText(targetText, standing.targetText)) return verdict(edit, 'unchanged');
  const from = edit.revision ?? 0;
  const original = standing.earlierTargets.get(from);
  if (from !== standing.revision && original !== undefined && sameText(targetText, original)) {
    return verdict(edit, 'unchanged');
  }
  if (targetText.trim() === '') return conflict(edit, 'emptied');
  return from === standing.revision ? verdict(edit, 'applied') : conflict(edit, 'changed-since');
}

function contradicts(edit: SegmentEdit, { outcome, edit: earlier }: JudgedEdit): boolean {
  return outcome !== 'unknown' && edit.targetText !== earlier.targetText;
}

function verdict(edit: SegmentEdit, outcome: EditOutcome): JudgedEdit {
  return { edit, outcome, reason: null };
}

function conflict(edit: SegmentEdit, reason: ConflictReason): JudgedEdit {
  return { edit, outcome: 'conflict', reason };
}

function sameText(one: string, other: string): boolean {
  return one === other || asCarried(one) === asCarried(other);
}

/** Tools wrap and trim; a source that differs in no more than that is the same source. */
function folded(text: string): string {
  return asCarried(text).replace(/\s+/gu, ' ').trim();
}
