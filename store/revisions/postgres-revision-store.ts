import { sql } from 'kysely';
import { validate } from 'uuid';
import { appError } from '../../core/app-error.ts';
import { judgeEdits } from '../../core/judge-edits.ts';
import { parseSegmentId } from '../../core/segment.ts';
import type { JudgedEdit, SegmentEdit } from '../../core/segment-edit.ts';
import type { Database } from '../database/tables.ts';
import { keepSummary } from '../segments/keep-summary.ts';
import type { RevisionStore } from '../revision-store.ts';
import { editSegment } from './edit-segment.ts';
import { listRevisions } from './list-revisions.ts';
import { readStandingSegments } from './read-standing-segments.ts';
import { touchDocument } from './touch-document.ts';
import { writeHumanTexts } from './write-human-texts.ts';

/** Bounds what one statement carries and what is held of the store at a time. */
const paragraphsPerBatch = 200;

/*
 * An import locks the paragraphs it speaks of, by ascending id, then looks at the document, then writes: the order of
 * paragraphs/count-paragraph.ts. From then on neither another import nor a worker changes them until it commits.
 */
export function createRevisionStore(db: Database): RevisionStore {
  return {
    apply: async (documentId, edits, { author }) => {
      if (!validate(documentId)) throw appError('DOCUMENT_UNKNOWN', [documentId]);
      return db.transaction().execute((trx) => applyEdits(trx, documentId, edits, author));
    },
    edit: (documentId, edit, { author }) =>
      db.transaction().execute((trx) => editSegment(trx, documentId, edit, author)),
    list: (documentId, segmentId, { limit }) => listRevisions(db, documentId, segmentId, limit),
  };
}

async function applyEdits(
  trx: Database,
  documentId: string,
  edits: readonly SegmentEdit[],
  author: string | null,
): Promise<readonly JudgedEdit[]> {
  const { byParagraph, unplaced } = groupByParagraph(edits);
  const locked = await lockParagraphs(trx, documentId, [...byParagraph.keys()]);
  await refuseUnfinished(trx, documentId);
  const judged = [...judgeEdits(unplaced, () => undefined)];
  await keepSummary(trx, { documentId, paragraphIds: locked }, async () => {
    judged.push(...(await writeEdits(trx, byParagraph, locked, author)));
  });
  // What is left is of other documents, or of none.
  judged.push(...judgeEdits([...byParagraph.values()].flat(), () => undefined));
  if (judged.some(({ outcome }) => outcome === 'applied')) await touchDocument(trx, documentId);
  return judged;
}

/** Takes the edits of the paragraphs out of the map and writes those that may be. */
async function writeEdits(
  trx: Database,
  byParagraph: Map<string, SegmentEdit[]>,
  locked: readonly string[],
  author: string | null,
): Promise<readonly JudgedEdit[]> {
  const judged: JudgedEdit[] = [];
  for (let at = 0; at < locked.length; at += paragraphsPerBatch) {
    const batch = locked.slice(at, at + paragraphsPerBatch);
    const standing = await readStandingSegments(trx, batch);
    const verdicts = judgeEdits(takeEdits(byParagraph, batch), (segmentId) => standing.get(segmentId));
    await writeHumanTexts(trx, acceptedTexts(verdicts), author);
    judged.push(...verdicts);
  }
  return judged;
}

function groupByParagraph(edits: readonly SegmentEdit[]): {
  readonly byParagraph: Map<string, SegmentEdit[]>;
  readonly unplaced: readonly SegmentEdit[];
} {
  const byParagraph = new Map<string, SegmentEdit[]>();
  const unplaced: SegmentEdit[] = [];
  for (const edit of edits) {
    const place = edit.segmentId === null ? undefined : parseSegmentId(edit.segmentId);
    if (place === undefined) {
      unplaced.push(edit);
      continue;
    }
    const group = byParagraph.get(place.paragraphId);
    if (group === undefined) byParagraph.set(place.paragraphId, [edit]);
    else group.push(edit);
  }
  return { byParagraph, unplaced };
}

async function lockParagraphs(
  trx: Database,
  documentId: string,
  paragraphIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('paragraphs')
    .select('id')
    .where('document_id', '=', documentId)
    .where('id', '=', sql<string>`any(${paragraphIds}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

/** A document that failed or was cancelled in part is finished: what is there can be edited. */
async function refuseUnfinished(trx: Database, documentId: string): Promise<void> {
  const document = await trx
    .selectFrom('documents')
    .select(['finished_at as finishedAt', 'paragraphs_done as done', 'paragraphs_total as total'])
    .where('id', '=', documentId)
    .executeTakeFirst();
  if (document === undefined) throw appError('DOCUMENT_UNKNOWN', [documentId]);
  const { finishedAt, done, total } = document;
  if (finishedAt !== null) return;
  throw appError('IMPORT_DOCUMENT_RUNNING', [done, total], { details: { documentId, done, total } });
}

/** Takes the edits of `paragraphIds` out of the map. */
function takeEdits(
  byParagraph: Map<string, SegmentEdit[]>,
  paragraphIds: readonly string[],
): readonly SegmentEdit[] {
  return paragraphIds.flatMap((id) => {
    const edits = byParagraph.get(id) ?? [];
    byParagraph.delete(id);
    return edits;
  });
}

function acceptedTexts(
  judged: readonly JudgedEdit[],
): readonly { readonly paragraphId: string; readonly position: number; readonly targetText: string }[] {
  return judged.flatMap(({ outcome, edit: { segmentId, targetText } }) => {
    const place = segmentId === null ? undefined : parseSegmentId(segmentId);
    return outcome === 'applied' && place !== undefined && targetText !== null
      ? [{ ...place, targetText }]
      : [];
  });
}
