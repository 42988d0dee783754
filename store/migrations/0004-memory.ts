import { sql, type Kysely, type Migration } from 'kysely';

/*
 * The translation memory is the segments themselves, found by `memory_key`: a hash of the source as a model reads it. So
 * there is no second copy that could disagree, and what is deleted is forgotten with its document.
 *
 * One index for each kind of text that may be used again, holding nothing else: people's, and a model's without a flag that
 * says the model lost its way. What was itself taken from the memory is not in either, so that a headline that comes every
 * day is one entry. Segments stored before this migration have no key and are translated once more.
 *
 * `documents.memory`: false where the sender wants every sentence translated anew.
 */
const statements = [
  sql`alter table muwazi.documents add column memory boolean not null default true`,
  sql`alter table muwazi.segments add column memory_key bytea`,
  sql`
    create index segments_by_people on muwazi.segments (memory_key, created_at)
      where origin = 'human' and memory_key is not null`,
  sql`
    create index segments_by_models on muwazi.segments (memory_key, model_id, model_revision, created_at)
      where origin = 'model' and memory_key is not null and not (flags && '{repetition,truncated}'::text[])`,
];

export const memory: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
