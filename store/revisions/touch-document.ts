import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';

/** Says that people changed texts of the document: whoever follows it hears of it. To be called last in a transaction. */
export async function touchDocument(trx: Database, documentId: string): Promise<void> {
  await sql`
    update muwazi.documents
    set revised_at = greatest(clock_timestamp(), revised_at + interval '1 millisecond')
    where id = ${documentId}`.execute(trx);
}
