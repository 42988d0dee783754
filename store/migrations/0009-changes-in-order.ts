import { sql, type Kysely, type Migration } from 'kysely';

/** Who comes back to the stream of changes asks for the documents after one number, in order: a few, out of all there are. */
export const changesInOrder: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await sql`create index documents_by_change on muwazi.documents (change)`.execute(db);
  },
};
