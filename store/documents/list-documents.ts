import { sql } from 'kysely';
import type { Document } from '../../core/document.ts';
import type { Database } from '../database/tables.ts';
import type { Collection, DocumentFilter, DocumentSort, Page, PageRequest } from '../document-store.ts';
import { readDocumentCursor, writeDocumentCursor } from './document-cursor.ts';
import { isListed } from './is-listed.ts';
import { selectDocuments } from './select-documents.ts';
import { toDocument } from './document-row.ts';
import { documentOrders } from './document-orders.ts';

/**
 * Pages are cut by what they are sorted by, and the id, not by counting: documents that come in while somebody turns pages
 * neither repeat a row nor hide one.
 */
export async function listDocuments(
  db: Database,
  filter: DocumentFilter,
  { limit, cursor, sort = 'newest' }: PageRequest & { readonly sort?: DocumentSort },
): Promise<Page<Document>> {
  const { place, direction } = documentOrders[sort];
  let query = selectDocuments(db).where(isListed(filter));
  if (cursor !== undefined) {
    const last = readDocumentCursor(cursor, sort);
    const beyond = direction === 'desc' ? sql`<` : sql`>`;
    query = query.where(sql<boolean>`(${sql.join(place)}, id) ${beyond} (${last})`);
  }
  for (const column of [...place, sql.ref('id')]) query = query.orderBy(column, direction);
  const rows = await query.limit(limit + 1).execute();
  const items = rows.slice(0, limit).map(toDocument);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last !== undefined ? writeDocumentCursor(last, sort) : null,
  };
}

export async function countDocuments(db: Database, filter: DocumentFilter): Promise<number> {
  const { documents } = await db
    .selectFrom('documents')
    .select(sql<number>`count(*)::float8`.as('documents'))
    .where(isListed(filter))
    .executeTakeFirstOrThrow();
  return documents;
}

export async function listCollections(db: Database): Promise<readonly Collection[]> {
  const { rows } = await sql<Collection>`
    select collection as name, count(*)::float8 as documents
    from muwazi.documents where collection is not null group by collection order by collection`.execute(db);
  return rows;
}
