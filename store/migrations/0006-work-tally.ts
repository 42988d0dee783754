import { sql, type Kysely, type Migration } from 'kysely';

/*
 * What a worker has done, beside the word that it is there (core/work-tally.ts, as JSON): whoever answers `/metrics` is
 * another process, often on another machine, and the store is what they share.
 */
export const workTally: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await sql`alter table muwazi.workers add column tally jsonb`.execute(db);
  },
};
