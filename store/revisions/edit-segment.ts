import { appError } from '../../core/app-error.ts';
import { judgePostEdit, type PostEdit, type SegmentRevision } from '../../core/segment-revision.ts';
import type { Database } from '../database/tables.ts';
import { lockParagraph } from '../paragraphs/count-paragraph.ts';
import { keepSummary } from '../segments/keep-summary.ts';
import type { RevisionStore } from '../revision-store.ts';
import { listRevisions, placeOf } from './list-revisions.ts';
import { touchDocument } from './touch-document.ts';
import { writeHumanTexts } from './write-human-texts.ts';

/**
 * Locks the paragraph, looks, and writes: no other person and no worker comes in between. A paragraph that is translated again
 * at this moment keeps the text too (keep-revisions.ts), whoever of the two is first.
 */
export async function editSegment(
  trx: Database,
  documentId: string,
  edit: PostEdit,
  author: string | null,
): ReturnType<RevisionStore['edit']> {
  const { segmentId, targetText } = edit;
  const place = placeOf(segmentId);
  await lockParagraph(trx, place.paragraphId);
  const standing = await readStanding(trx, documentId, segmentId);
  const outcome = judgePostEdit(edit, standing);
  if (outcome !== 'applied') return { outcome, standing };
  await keepSummary(trx, { documentId, paragraphIds: [place.paragraphId] }, async () => {
    await writeHumanTexts(trx, [{ ...place, targetText }], author);
    await touchDocument(trx, documentId);
  });
  return { outcome, standing: await readStanding(trx, documentId, segmentId) };
}

async function readStanding(trx: Database, documentId: string, segmentId: string): Promise<SegmentRevision> {
  const [standing] = await listRevisions(trx, documentId, segmentId, 1);
  if (standing === undefined) throw appError('SEGMENT_UNKNOWN', [segmentId]);
  return standing;
}
