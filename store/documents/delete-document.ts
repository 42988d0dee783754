import type { Database } from '../database/tables.ts';

/** Paragraphs are locked before their document: see paragraphs/count-paragraph.ts for the order everybody keeps. */
export async function deleteDocument(db: Database, documentId: string): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await trx
      .selectFrom('paragraphs')
      .select('id')
      .where('document_id', '=', documentId)
      .orderBy('id')
      .forUpdate()
      .execute();
    const { numDeletedRows } = await trx
      .deleteFrom('documents')
      .where('id', '=', documentId)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  });
}
