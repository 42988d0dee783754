import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Document } from '../../core/document.ts';
import type { Database } from '../database/tables.ts';
import type { NewDocument } from '../document-store.ts';
import { announceEntries } from '../outbox/outbox-channel.ts';
import { documentColumns, toDocument } from './document-row.ts';
import { rankOf } from './priority-rank.ts';

/** One statement carries so many paragraphs; more would only make the message to the server larger. */
const paragraphsPerInsert = 1_000;

interface PlacedParagraph {
  readonly id: string;
  readonly position: number;
  readonly gapBefore: string;
  readonly text: string;
  /** UTF-16 offset of the text in the document. */
  readonly start: number;
}

/** Stores document and paragraphs in one transaction. */
export function createDocument(db: Database, document: NewDocument): Promise<Document> {
  return db.transaction().execute((trx) => insertDocument(trx, uuidv7(), document));
}

/** Inserts document and paragraphs, and tells the relays that there is something to hand over. */
export async function insertDocument(trx: Database, id: string, document: NewDocument): Promise<Document> {
  const { placed, sourceChars } = placeParagraphs(document);
  const priority = rankOf(document.priority ?? 'normal');
  const row = await trx
    .insertInto('documents')
    .values({
      id,
      title: document.title,
      source_url: document.sourceUrl,
      published_at: document.publishedAt,
      collection: document.collection,
      external_id: document.externalId,
      webhook_url: document.webhookUrl ?? null,
      priority,
      gap_after: document.gapAfter,
      memory: document.memory ?? true,
      source_chars: sourceChars,
      paragraphs_total: placed.length,
      paragraphs_queued: placed.length,
      chars_left: placed.reduce((sum, paragraph) => sum + paragraph.text.length, 0),
      // Nothing to wait for: only a document without paragraphs is finished from the beginning.
      finished_at: placed.length === 0 ? new Date() : null,
    })
    .returning(documentColumns)
    .executeTakeFirstOrThrow();
  for (let at = 0; at < placed.length; at += paragraphsPerInsert) {
    await insertParagraphs(trx, { id, priority }, placed.slice(at, at + paragraphsPerInsert));
  }
  await announceEntries(trx);
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

/** Columns as arrays: one short statement, whatever the number of rows. */
async function insertParagraphs(
  trx: Database,
  { id, priority }: { readonly id: string; readonly priority: number },
  placed: readonly PlacedParagraph[],
): Promise<void> {
  await sql`
    insert into muwazi.paragraphs (document_id, priority, id, position, gap_before, text, document_start, source_chars)
    select ${id}::uuid, ${priority}::smallint, * from unnest(
      ${placed.map((paragraph) => paragraph.id)}::uuid[],
      ${placed.map(({ position }) => position)}::integer[],
      ${placed.map(({ gapBefore }) => gapBefore)}::text[],
      ${placed.map(({ text }) => text)}::text[],
      ${placed.map(({ start }) => start)}::integer[],
      ${placed.map(({ text }) => text.length)}::integer[]
    )`.execute(trx);
}
