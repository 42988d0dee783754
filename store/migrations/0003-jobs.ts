import { sql, type Kysely, type Migration } from 'kysely';

/*
 * What people do with work they have handed in: send it twice by accident, hold it, stop it, try it again, and let some of
 * it go before the rest.
 *
 * `priority` is 1 (first) to 3; a paragraph has its document's, so that one index gives the outbox in order.
 * `hold` says what a paragraph that is not finished will not do: with `paused` it is not worked on until it is resumed, with
 * `cancelled` never again. Only a `running` one can be held as `cancelled`: it was in a worker's hands at that moment.
 */
const statements = [
  // `fingerprint`: SHA-256 of what was sent. A key outlives its document, or a late repetition would bring it back.
  sql`
    create table muwazi.idempotency_keys (
      key text primary key,
      fingerprint text not null,
      document_id uuid not null,
      created_at timestamptz(3) not null default now()
    )`,
  sql`create index idempotency_keys_by_age on muwazi.idempotency_keys (created_at)`,

  sql`
    alter table muwazi.paragraphs
      add column priority smallint not null default 2,
      add column hold text,
      drop constraint status_known,
      add constraint status_known check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
      drop constraint finished_when_ended,
      add constraint finished_when_ended check (
        (finished_at is not null) = (status in ('done', 'failed', 'cancelled'))
      ),
      add constraint hold_known check (hold in ('paused', 'cancelled')),
      add constraint hold_while_unfinished check (
        hold is null or status = 'running' or (status = 'queued' and hold = 'paused')
      )`,
  sql`drop index muwazi.paragraphs_outbox`,
  sql`
    create index paragraphs_outbox on muwazi.paragraphs (priority, document_id, position)
      where status = 'queued' and handed_over_at is null and hold is null`,

  // The status is computed from the new count too; its index goes and comes with the column.
  sql`
    alter table muwazi.documents
      add column priority smallint not null default 2,
      add column paused boolean not null default false,
      add column paragraphs_cancelled integer not null default 0,
      drop column status,
      drop constraint counts_not_negative,
      drop constraint counts_add_up`,
  sql`
    alter table muwazi.documents
      add column status text not null generated always as (
        case
          when paragraphs_queued + paragraphs_running = 0 then
            case
              when paragraphs_cancelled > 0 then 'cancelled'
              when paragraphs_failed > 0 then 'failed'
              else 'done'
            end
          when paused then 'paused'
          when paragraphs_queued = paragraphs_total then 'queued'
          else 'running'
        end
      ) stored,
      add constraint counts_not_negative check (
        least(paragraphs_queued, paragraphs_running, paragraphs_done, paragraphs_failed, paragraphs_cancelled,
          chars_left) >= 0
      ),
      add constraint counts_add_up check (
        paragraphs_queued + paragraphs_running + paragraphs_done + paragraphs_failed + paragraphs_cancelled
          = paragraphs_total
      )`,
  sql`create index documents_by_status on muwazi.documents (status, created_at, id)`,
];

export const jobs: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
