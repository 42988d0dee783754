import { sql, type Kysely, type Migration } from 'kysely';

/*
 * Webhooks. A trigger writes the delivery when a document ends: whatever ends documents, now or in a later version, does so
 * in the same transaction, and nobody can forget it. A document that is tried again and ends again is told again.
 *
 * `handed_over_at` is the outbox, as in `paragraphs`. The URL is copied: the log says where it went.
 */
const statements = [
  sql`alter table muwazi.documents add column webhook_url text`,
  sql`
    create table muwazi.webhook_deliveries (
      id uuid primary key default gen_random_uuid(),
      document_id uuid not null references muwazi.documents on delete cascade,
      event text not null,
      url text not null,
      status text not null default 'queued',
      attempts integer not null default 0,
      last_status integer,
      last_error text,
      created_at timestamptz(3) not null default now(),
      last_tried_at timestamptz(3),
      handed_over_at timestamptz(3),
      constraint status_known check (status in ('queued', 'delivered', 'failed'))
    )`,
  sql`create index webhook_deliveries_by_document on muwazi.webhook_deliveries (document_id, created_at)`,
  sql`create index webhook_deliveries_queued on muwazi.webhook_deliveries (created_at) where status = 'queued'`,
  sql`
    create function muwazi.write_delivery() returns trigger language plpgsql as $$
    begin
      insert into muwazi.webhook_deliveries (document_id, event, url)
        values (new.id, 'document.' || new.status, new.webhook_url);
      perform pg_notify('muwazi_outbox', '');
      return null;
    end $$`,
  sql`
    create trigger write_delivery after update on muwazi.documents for each row
      when (old.finished_at is null and new.finished_at is not null and new.webhook_url is not null)
      execute function muwazi.write_delivery()`,
];

export const webhooks: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
