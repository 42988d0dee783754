import { sql, type Kysely, type Migration } from 'kysely';

/*
 * Four tables. Nothing is kept twice, with three exceptions that are kept in step by the transaction that changes them:
 * a document's counts of paragraphs, its `chars_left`, and a segment's source text (a piece of its paragraph's).
 *
 * Times have milliseconds, as JavaScript does, so that a cursor made from one compares exactly.
 * Free space is left in pages whose rows are updated in place (fillfactor): counting does not move a document.
 */
const statements = [
  // Ids are UUIDv7, made by us: later documents and paragraphs sort later. `status` is computed, so it cannot disagree.
  sql`
    create table muwazi.documents (
      id uuid primary key,
      title text,
      source_url text,
      published_at text,
      collection text,
      external_id text,
      gap_after text not null,
      source_chars integer not null,
      paragraphs_total integer not null,
      paragraphs_queued integer not null,
      paragraphs_running integer not null default 0,
      paragraphs_done integer not null default 0,
      paragraphs_failed integer not null default 0,
      chars_left integer not null,
      status text not null generated always as (
        case
          when paragraphs_queued + paragraphs_running = 0 then
            case when paragraphs_failed > 0 then 'failed' else 'done' end
          when paragraphs_queued = paragraphs_total then 'queued'
          else 'running'
        end
      ) stored,
      created_at timestamptz(3) not null default now(),
      started_at timestamptz(3),
      finished_at timestamptz(3),
      constraint counts_not_negative check (
        least(paragraphs_queued, paragraphs_running, paragraphs_done, paragraphs_failed, chars_left) >= 0
      ),
      constraint counts_add_up check (
        paragraphs_queued + paragraphs_running + paragraphs_done + paragraphs_failed = paragraphs_total
      ),
      constraint finished_when_nothing_is_left check (
        (finished_at is not null) = (paragraphs_queued + paragraphs_running = 0)
      )
    ) with (fillfactor = 70)`,
  // Pages of the list, newest first: all, of one collection, of one status.
  sql`create index documents_by_age on muwazi.documents (created_at, id)`,
  sql`create index documents_by_collection on muwazi.documents (collection, created_at, id)`,
  sql`create index documents_by_status on muwazi.documents (status, created_at, id)`,
  // What stands before a document.
  sql`create index documents_unfinished on muwazi.documents (id) where finished_at is null`,

  // `document_start`: UTF-16 offset of the text in the document. `source_chars`: UTF-16 code units of the text.
  sql`
    create table muwazi.paragraphs (
      id uuid primary key,
      document_id uuid not null references muwazi.documents on delete cascade,
      position integer not null,
      gap_before text not null,
      text text not null,
      document_start integer not null,
      source_chars integer not null,
      status text not null default 'queued',
      attempt integer not null default 0,
      generation integer not null default 0,
      handed_over_at timestamptz(3),
      error_code text,
      started_at timestamptz(3),
      finished_at timestamptz(3),
      constraint status_known check (status in ('queued', 'running', 'done', 'failed')),
      constraint error_when_failed check ((error_code is not null) = (status = 'failed')),
      constraint finished_when_ended check ((finished_at is not null) = (status in ('done', 'failed'))),
      unique (document_id, position)
    ) with (fillfactor = 85)`,
  // The outbox, in the order it is emptied.
  sql`
    create index paragraphs_outbox on muwazi.paragraphs (document_id, position)
      where status = 'queued' and handed_over_at is null`,
  // What is compared with the queue.
  sql`
    create index paragraphs_handed_over on muwazi.paragraphs (id)
      where status in ('queued', 'running') and handed_over_at is not null`,
  // The speed of the last minutes.
  sql`create index paragraphs_by_end on muwazi.paragraphs (finished_at) where status = 'done'`,
  // Why a document failed.
  sql`create index paragraphs_failed on muwazi.paragraphs (document_id, error_code) where status = 'failed'`,

  // Offsets are UTF-16, within the paragraph. Flags and origins are words that may grow: no check on them.
  sql`
    create table muwazi.segments (
      paragraph_id uuid not null references muwazi.paragraphs on delete cascade,
      position integer not null,
      start_offset integer not null,
      end_offset integer not null,
      source_text text not null,
      target_text text not null,
      confidence real,
      flags text[] not null,
      origin text not null,
      model_id text,
      model_revision text,
      created_at timestamptz(3) not null default now(),
      primary key (paragraph_id, position),
      constraint span_in_order check (0 <= start_offset and start_offset <= end_offset),
      constraint confidence_is_probability check (confidence between 0 and 1),
      constraint model_in_full check ((model_id is null) = (model_revision is null))
    )`,

  sql`
    create table muwazi.workers (
      worker_id text primary key,
      pid integer not null,
      host text not null,
      status text not null,
      model_id text,
      model_revision text,
      threads integer not null,
      resident_memory double precision not null,
      error_code text,
      error_message text,
      started_at timestamptz(3) not null,
      seen_at timestamptz(3) not null default now(),
      constraint status_known check (status in ('loading', 'ready', 'failed', 'stopping'))
    )`,
];

export const firstTables: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
