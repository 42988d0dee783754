import { sql, type Kysely, type Migration } from 'kysely';

/*
 * What workers have in their hands, and what they did when: in slices of ten seconds, kept for a day (store/workers/keep-slice.ts).
 * A worker's slices outlive it: they say how fast its model was on its machine. A slice in which nothing was done has no row.
 *
 * `in_work`: the paragraphs, as JSON. `source_chars`: of paragraphs that were done, remembered sentences included;
 * `translated_chars`: of what the model was asked for. Both in UTF-16 code units, `busy_ms` in wall time.
 */
const statements = [
  sql`alter table muwazi.workers add column in_work jsonb`,
  sql`
    create table muwazi.work_slices (
      at timestamptz(0) not null,
      worker_id text not null,
      host text not null,
      model_id text not null,
      model_revision text not null,
      sentences integer not null,
      remembered integer not null,
      source_chars integer not null,
      translated_chars integer not null,
      target_tokens integer not null,
      busy_ms integer not null,
      primary key (at, worker_id)
    )`,
];

export const work: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
