import { sql } from 'kysely';
import { appError } from '../../core/app-error.ts';
import type { Document } from '../../core/document.ts';
import type { Database } from '../database/tables.ts';
import type { NewDocument } from '../document-store.ts';
import { insertDocument } from './create-document.ts';
import { findDocument } from './select-documents.ts';

/** Whoever comes second waits at a lock of this id until the first one has committed, and finds its document. */
export function createDocumentAs(db: Database, documentId: string, document: NewDocument): Promise<Document> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${documentId}, 0))`.execute(trx);
    const there = await findDocument(trx, documentId);
    if (there !== undefined) return there;
    // An earlier one was deleted: that is told of an id that nobody has, so that the next deletion of this one can be told too.
    await sql`update muwazi.deleted_documents set id = gen_random_uuid() where id = ${documentId}`.execute(
      trx,
    );
    await insertDocument(trx, documentId, document);
    const made = await findDocument(trx, documentId);
    if (made === undefined) throw appError('INTERNAL', []);
    return made;
  });
}
