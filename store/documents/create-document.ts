import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { appError } from '../../core/app-error.ts';
import type { Document } from '../../core/document.ts';
import { kept } from '../database/kept-statement.ts';
import type { Database } from '../database/tables.ts';
import type { NewDocument } from '../document-store.ts';
import { outboxChannel } from '../outbox/outbox-channel.ts';
import { documentColumns, toDocument, type DocumentRow } from './document-row.ts';
import { rankOf } from './priority-rank.ts';

interface PlacedParagraph {
  readonly id: string;
  readonly position: number;
  readonly gapBefore: string;
  readonly text: string;
  /** UTF-16 offset of the text in the document. */
  readonly start: number;
}

/** Stores document and paragraphs, and tells the relays that there is something to hand over: all of it or nothing. */
export function createDocument(db: Database, document: NewDocument): Promise<Document> {
  return insertDocument(db, uuidv7(), document);
}

/** The same, under an id that is known before: one statement, for a round trip to the server costs more than what it asks for. */
export async function insertDocument(db: Database, id: string, document: NewDocument): Promise<Document> {
  const { placed, sourceChars } = placeParagraphs(document);
  const priority = rankOf(document.priority ?? 'normal');
  const { rows } = await sql<Omit<DocumentRow, 'errors'>>`${kept}
    with document as (
      insert into muwazi.documents (id, title, source_url, published_at, collection, external_id, webhook_url, priority,
        gap_after, memory, source_chars, paragraphs_total, paragraphs_queued, chars_left, finished_at)
      values (
        ${id}, ${document.title}, ${document.sourceUrl}, ${document.publishedAt}, ${document.collection},
        ${document.externalId}, ${document.webhookUrl ?? null}, ${priority}, ${document.gapAfter},
        ${document.memory ?? true}, ${sourceChars}, ${placed.length}, ${placed.length},
        ${placed.reduce((sum, { text }) => sum + text.length, 0)},
        -- Nothing to wait for: only a document without paragraphs is finished from the beginning.
        ${placed.length === 0 ? new Date() : null}
      )
      returning ${sql.join(documentColumns.map((column) => sql.ref(column)))}
    ), placed as (
      insert into muwazi.paragraphs (document_id, priority, id, position, gap_before, text, document_start, source_chars)
      select ${id}::uuid, ${priority}::smallint, * from unnest(
        ${placed.map((paragraph) => paragraph.id)}::uuid[],
        ${placed.map(({ position }) => position)}::integer[],
        ${placed.map(({ gapBefore }) => gapBefore)}::text[],
        ${placed.map(({ text }) => text)}::text[],
        ${placed.map(({ start }) => start)}::integer[],
        ${placed.map(({ text }) => text.length)}::integer[]
      )
    )
    select document.*, pg_notify(${outboxChannel}, '') from document`.execute(db);
  const [row] = rows;
  if (row === undefined) throw appError('INTERNAL', []);
  return toDocument({ ...row, errors: [] });
}

function placeParagraphs(document: NewDocument): {
  readonly placed: readonly PlacedParagraph[];
  readonly sourceChars: number;
} {
  let end = 0;
  const placed = document.paragraphs.map(({ gapBefore, text }, position) => {
    const start = end + gapBefore.length;
    end = start + text.length;
    return { id: uuidv7(), position, gapBefore, text, start };
  });
  return { placed, sourceChars: end + document.gapAfter.length };
}
