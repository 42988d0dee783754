import { sql, type Kysely, type Migration } from 'kysely';

/*
 * A glossary belongs to a collection by its name, as documents do: either may be there first.
 *
 * Revisions of all glossaries come from one sequence, so that one that was deleted and made anew never looks like the one
 * that a worker remembers. `key` is the term as it is matched: a term that can be written in two ways stands once.
 *
 * `segments.terms_key`: a hash of the terms that stood in the sentence, with their English; null for none. It decides
 * which machine translations the memory may use again. A sentence stored before has none, as it was translated.
 */
const statements = [
  sql`create sequence muwazi.glossary_revisions as bigint`,
  sql`
    create table muwazi.glossaries (
      collection text primary key,
      revision bigint not null,
      terms integer not null,
      changed_at timestamptz not null default now()
    )`,
  sql`
    create table muwazi.glossary_terms (
      collection text not null references muwazi.glossaries on delete cascade,
      key text collate "C" not null,
      source text not null,
      target text not null,
      note text,
      primary key (collection, key)
    )`,
  sql`alter table muwazi.segments add column terms_key bytea`,
];

export const glossaries: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
