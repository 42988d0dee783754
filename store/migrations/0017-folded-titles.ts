import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Titles as the list looks for them. A title is written once and read at every letter that somebody types: to fold 10,000 of them
 * each time takes a fifth of a second.
 */
export const foldedTitles: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await sql`
      alter table muwazi.documents add column folded_title text
        generated always as (muwazi.fold_for_search(title)) stored`.execute(db);
  },
};
