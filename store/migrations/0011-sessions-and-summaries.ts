import { sql, type Kysely, type Migration } from 'kysely';

/*
 * Sessions: what a browser has instead of a key. `token_hash` is the SHA-256 of 256 random bits that only the browser has. A
 * session ends with its key.
 *
 * What a document's segments amount to, kept by the transactions that change segments (segments/keep-summary.ts), so that a
 * list of ten thousand can be sorted and filtered by it: how many there are, how many of them a person should look at (a
 * warning, and no person's text), the mean of the confidences that are known, and the warnings that stand on any. What is
 * there already is counted once, here; nobody is told of that as of a change.
 */
const statements = [
  sql`
    create table muwazi.sessions (
      token_hash bytea primary key,
      key_id text not null references muwazi.api_keys on delete cascade,
      created_at timestamptz(3) not null default now(),
      expires_at timestamptz(3) not null,
      constraint hash_is_sha256 check (octet_length(token_hash) = 32)
    )`,
  sql`create index sessions_by_end on muwazi.sessions (expires_at)`,

  sql`
    alter table muwazi.documents
      add column segments_total integer not null default 0,
      add column segments_to_look_at integer not null default 0,
      add column confidence_sum double precision not null default 0,
      add column confidence_count integer not null default 0,
      add column flags text[] not null default '{}'`,
  sql`alter table muwazi.documents disable trigger user`,
  sql`
    update muwazi.documents d set
      segments_total = counted.total,
      segments_to_look_at = counted.to_look_at,
      confidence_sum = counted.sum,
      confidence_count = counted.count
    from (
      select
        p.document_id,
        count(*) as total,
        count(*) filter (
          where s.origin <> 'human' and cardinality(array_remove(s.flags, 'passthrough')) > 0
        ) as to_look_at,
        coalesce(sum(s.confidence::double precision), 0) as sum,
        count(s.confidence) as count
      from muwazi.segments s join muwazi.paragraphs p on p.id = s.paragraph_id
      group by p.document_id
    ) as counted
    where counted.document_id = d.id`,
  sql`
    update muwazi.documents d set flags = found.flags
    from (
      select p.document_id, array_agg(distinct flag) as flags
      from muwazi.segments s
      join muwazi.paragraphs p on p.id = s.paragraph_id
      cross join lateral unnest(s.flags) as flag
      group by p.document_id
    ) as found
    where found.document_id = d.id`,
  sql`alter table muwazi.documents enable trigger user`,
  sql`
    alter table muwazi.documents add column confidence double precision
      generated always as (confidence_sum / nullif(confidence_count, 0)) stored`,
];

export const sessionsAndSummaries: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
