import type { AlignedRow } from '../../core/alignment.ts';
import { appError } from '../../core/app-error.ts';
import type { Database } from '../database/tables.ts';
import type { Page, PageRequest } from '../document-store.ts';
import { readSegmentCursor, writeSegmentCursor } from '../documents/page-cursor.ts';
import { alignParagraphs } from './align-paragraphs.ts';
import { readParagraphs } from './read-paragraphs.ts';

/** All rows of the document stored so far. Rejects with DOCUMENT_UNKNOWN, also when it is deleted on the way. */
export function readAlignedRows(
  db: Database,
  documentId: string,
  signal: AbortSignal,
): AsyncGenerator<AlignedRow, void, undefined> {
  return readFrom(db, documentId, 0, signal);
}

/** One page of them. It begins reading at the paragraph of the cursor, so that the first row's gap is known too. */
export async function listAlignedRows(
  db: Database,
  documentId: string,
  { limit, cursor }: PageRequest,
): Promise<Page<AlignedRow>> {
  const after = cursor === undefined ? undefined : readSegmentCursor(cursor);
  const items: AlignedRow[] = [];
  for await (const row of readFrom(db, documentId, after?.paragraphPosition ?? 0, undefined)) {
    if (row.paragraphPosition === after?.paragraphPosition && row.position <= after.segmentPosition) continue;
    const last = items.at(-1);
    if (items.length === limit && last !== undefined) return { items, nextCursor: cursorOf(last) };
    items.push(row);
  }
  return { items, nextCursor: null };
}

async function* readFrom(
  db: Database,
  documentId: string,
  fromPosition: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<AlignedRow, void, undefined> {
  const document = await db
    .selectFrom('documents')
    .select(['paragraphs_total as total', 'gap_after as gapAfter'])
    .where('id', '=', documentId)
    .executeTakeFirst();
  if (document === undefined) throw appError('DOCUMENT_UNKNOWN', [documentId]);
  const { total, gapAfter } = document;
  yield* alignParagraphs(readParagraphs(db, { documentId, fromPosition, total }, signal), gapAfter);
}

function cursorOf({ paragraphPosition, position }: AlignedRow): string {
  return writeSegmentCursor({ paragraphPosition, segmentPosition: position });
}
