import { sql, type Kysely, type Migration } from 'kysely';

/*
 * People's texts, and the texts they replaced.
 *
 * `segments` has the text that stands; its `revision` counts the texts the segment has had, from 0. `revisions` has every
 * text of a person, from the moment it is stored, and every machine text, from the moment it is replaced. A row is never
 * changed. It belongs to the paragraph rather than to the segment: translating a paragraph again replaces its segments.
 *
 * `revised_at` grows with every import that changes the document, also with two in one millisecond.
 */
const statements = [
  sql`alter table muwazi.segments add column revision integer not null default 0`,
  sql`
    create table muwazi.revisions (
      paragraph_id uuid not null references muwazi.paragraphs on delete cascade,
      position integer not null,
      revision integer not null,
      source_text text not null,
      target_text text not null,
      confidence real,
      flags text[] not null,
      origin text not null,
      model_id text,
      model_revision text,
      author text,
      created_at timestamptz(3) not null default now(),
      primary key (paragraph_id, position, revision),
      constraint model_in_full check ((model_id is null) = (model_revision is null))
    )`,
  sql`alter table muwazi.documents add column revised_at timestamptz(3)`,
];

export const revisions: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
