import type { ExpressionBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Document } from '../../core/document.ts';
import type { Database, Tables } from '../database/tables.ts';
import type { DocumentFilter, Page, PageRequest } from '../document-store.ts';
import { documentColumns, toDocument } from './document-row.ts';
import { readDocumentCursor, writeDocumentCursor } from './page-cursor.ts';

export async function findDocument(db: Database, documentId: string): Promise<Document | undefined> {
  const row = await selectDocuments(db).where('id', '=', documentId).executeTakeFirst();
  return row === undefined ? undefined : toDocument(row);
}

/**
 * Newest first. Pages are cut by (created_at, id), not by counting: documents that come in while somebody turns pages
 * neither repeat a row nor hide one.
 */
export async function listDocuments(
  db: Database,
  { status, collection }: DocumentFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<Document>> {
  let query = selectDocuments(db).orderBy('created_at', 'desc').orderBy('id', 'desc');
  if (status !== undefined) query = query.where('status', '=', status);
  if (collection !== undefined) query = query.where('collection', '=', collection);
  if (cursor !== undefined) {
    const last = readDocumentCursor(cursor);
    query = query.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(last.createdAt, last.id)));
  }
  const rows = await query.limit(limit + 1).execute();
  const items = rows.slice(0, limit).map(toDocument);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? writeDocumentCursor(last) : null };
}

/** The columns of which toDocument() makes a document. */
export function selectDocuments(db: Database) {
  return db.selectFrom('documents').select(documentColumns).select(errorsOf);
}

function errorsOf(eb: ExpressionBuilder<Tables, 'documents'>) {
  const counted = eb
    .selectFrom('paragraphs')
    .whereRef('paragraphs.document_id', '=', 'documents.id')
    .where('paragraphs.status', '=', 'failed')
    .where('paragraphs.error_code', 'is not', null)
    .groupBy('paragraphs.error_code')
    .orderBy('paragraphs.error_code')
    .select((row) => [
      row.ref('paragraphs.error_code').$notNull().as('code'),
      row.fn.countAll<number>().as('paragraphs'),
    ]);
  return jsonArrayFrom(counted).as('errors');
}
