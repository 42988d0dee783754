import type { ExpressionBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Document } from '../../core/document.ts';
import type { Database, Tables } from '../database/tables.ts';
import { documentColumns, toDocument } from './document-row.ts';

export async function findDocument(db: Database, documentId: string): Promise<Document | undefined> {
  const row = await selectDocuments(db).where('id', '=', documentId).executeTakeFirst();
  return row === undefined ? undefined : toDocument(row);
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
