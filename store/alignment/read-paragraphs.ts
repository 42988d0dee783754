import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { appError } from '../../core/app-error.ts';
import type { Database } from '../database/tables.ts';
import type { SegmentChoice } from '../document-store.ts';
import type { StoredParagraph } from './align-paragraphs.ts';
import { isChosen } from './segment-choice.ts';
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
    const batch = await readBatch(db, { documentId, from, to, choice: {} });
    if (batch.length !== to - from) throw appError('DOCUMENT_UNKNOWN', [documentId]);
    yield* batch;
  }
}

/** The paragraphs from position `from` up to `to`, in order. Segments that are not chosen get no row. */
export async function readBatch(
  db: Database,
  {
    documentId,
    from,
    to,
    choice,
  }: {
    readonly documentId: string;
    readonly from: number;
    readonly to: number;
    readonly choice: SegmentChoice;
  },
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
          .select(isChosen(choice).as('chosen'))
          .whereRef('segments.paragraph_id', '=', 'paragraphs.id')
          .orderBy('segments.position'),
      ).as('segments'),
    ])
    .where('document_id', '=', documentId)
    .where('position', '>=', from)
    .where('position', '<', to)
    .orderBy('position')
    .execute();
  return rows.map(({ id, position, gap_before, document_start, status, text, segments }) => {
    const unselected = new Set(segments.filter(({ chosen }) => !chosen).map((segment) => segment.position));
    const done = status === 'done' ? { text, segments: segments.map(storedSegmentOf), unselected } : null;
    return { id, documentId, position, gapBefore: gap_before, start: document_start, done };
  });
}
