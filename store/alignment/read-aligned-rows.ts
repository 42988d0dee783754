import type { AlignedRow } from '../../core/alignment.ts';
import { appError } from '../../core/app-error.ts';
import type { Database } from '../database/tables.ts';
import type { Page, SegmentPageRequest } from '../document-store.ts';
import { readSegmentCursor, writeSegmentCursor, type SegmentCursor } from '../documents/page-cursor.ts';
import { alignParagraphs } from './align-paragraphs.ts';
import { findPlace } from './find-place.ts';
import { readChosenParagraphs } from './read-chosen-paragraphs.ts';
import { readParagraphs } from './read-paragraphs.ts';
import { isNarrow } from './segment-choice.ts';

/** All rows of the document stored so far. Rejects with DOCUMENT_UNKNOWN, also when it is deleted on the way. */
export async function* readAlignedRows(
  db: Database,
  documentId: string,
  signal: AbortSignal,
): AsyncGenerator<AlignedRow, void, undefined> {
  const { total, gapAfter } = await readEnds(db, documentId);
  const paragraphs = readParagraphs(db, { documentId, fromPosition: 0, total }, signal);
  yield* alignParagraphs(paragraphs, gapAfter);
}

/** One page of those that are chosen. It begins reading at the paragraph of the last row before it, so that the first row's gap is known too. */
export async function listAlignedRows(
  db: Database,
  documentId: string,
  { limit, ...asked }: SegmentPageRequest,
): Promise<Page<AlignedRow>> {
  const { total, gapAfter } = await readEnds(db, documentId);
  const after = await findBeginning(db, documentId, asked);
  if (after === 'beyond') return { items: [], nextCursor: null };
  const { choice = {} } = asked;
  const range = { documentId, fromPosition: after?.paragraphPosition ?? 0, total };
  const paragraphs = isNarrow(choice)
    ? readChosenParagraphs(db, range, choice)
    : readParagraphs(db, range, undefined);
  const items: AlignedRow[] = [];
  for await (const row of alignParagraphs(paragraphs, gapAfter)) {
    if (row.paragraphPosition === after?.paragraphPosition && row.position <= after.segmentPosition) continue;
    const last = items.at(-1);
    if (items.length === limit && last !== undefined) return { items, nextCursor: cursorOf(last) };
    items.push(row);
  }
  return { items, nextCursor: null };
}

/** The row before the page: of its cursor, or the one before row `from`; undefined where the page is the first one. */
async function findBeginning(
  db: Database,
  documentId: string,
  { cursor, from = 0, choice = {} }: Omit<SegmentPageRequest, 'limit'>,
): Promise<SegmentCursor | 'beyond' | undefined> {
  if (cursor !== undefined) return readSegmentCursor(cursor);
  if (from === 0) return undefined;
  return (await findPlace(db, documentId, from - 1, choice)) ?? 'beyond';
}

async function readEnds(
  db: Database,
  documentId: string,
): Promise<{ readonly total: number; readonly gapAfter: string }> {
  const document = await db
    .selectFrom('documents')
    .select(['paragraphs_total as total', 'gap_after as gapAfter'])
    .where('id', '=', documentId)
    .executeTakeFirst();
  if (document === undefined) throw appError('DOCUMENT_UNKNOWN', [documentId]);
  return document;
}

function cursorOf({ paragraphPosition, position }: AlignedRow): string {
  return writeSegmentCursor({ paragraphPosition, segmentPosition: position });
}
