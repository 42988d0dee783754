import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { appError } from '../../core/app-error.ts';
import type { Database } from '../database/tables.ts';
import type { StoredParagraph } from './align-paragraphs.ts';
import { storedSegmentOf } from './segment-json.ts';

/** Bounds memory: at most this many paragraphs, with their segments, are held at a time. */
const paragraphsPerBatch = 50;

export interface ParagraphRange {
  readonly documentId: string;
  /** The first paragraph to read. */
  readonly fromPosition: number;
  /** Paragraphs the document has. */
  readonly total: number;
}

/**
 * Reads paragraphs with their segments, in order, in batches; no connection is held between two of them. Paragraph and
 * segments come in one statement, so a row is never seen half committed.
 *
 * Rejects with DOCUMENT_UNKNOWN when the document is deleted on the way: what was read is not the whole.
 */
export async function* readParagraphs(
  db: Database,
  { documentId, fromPosition, total }: ParagraphRange,
  signal: AbortSignal | undefined,
): AsyncGenerator<StoredParagraph, void, undefined> {
  for (let from = fromPosition; from < total; from += paragraphsPerBatch) {
    signal?.throwIfAborted();
    const to = Math.min(from + paragraphsPerBatch, total);
    const batch = await readBatch(db, documentId, from, to);
    if (batch.length !== to - from) throw appError('DOCUMENT_UNKNOWN', [documentId]);
    yield* batch;
  }
}

async function readBatch(
  db: Database,
  documentId: string,
  from: number,
  to: number,
): Promise<readonly StoredParagraph[]> {
  const rows = await db
    .selectFrom('paragraphs')
    .select(['id', 'position', 'gap_before', 'document_start', 'status'])
    .select((eb) => [
      sql<string>`case when status = 'done' then text else '' end`.as('text'),
      jsonArrayFrom(
        eb
          .selectFrom('segments')
          .selectAll('segments')
          .whereRef('segments.paragraph_id', '=', 'paragraphs.id')
          .orderBy('segments.position'),
      ).as('segments'),
    ])
    .where('document_id', '=', documentId)
    .where('position', '>=', from)
    .where('position', '<', to)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    documentId,
    position: row.position,
    gapBefore: row.gap_before,
    start: row.document_start,
    done: row.status === 'done' ? { text: row.text, segments: row.segments.map(storedSegmentOf) } : null,
  }));
}
