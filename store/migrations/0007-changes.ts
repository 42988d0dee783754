import { sql, type Kysely, type Migration } from 'kysely';

/*
 * Whoever changes a document, in whatever way, says so: two triggers, because a change that a query forgets to announce is
 * one that somebody waits for in vain.
 *
 * `change` grows with every change, over all documents. Of one document the order is exact: its row is locked from taking the
 * number to the commit. Of several documents, a lower number can be committed after a higher one.
 */
const statements = [
  sql`create sequence muwazi.changes`,
  sql`alter table muwazi.documents add column change bigint not null default nextval('muwazi.changes')`,
  sql`
    create function muwazi.number_change() returns trigger language plpgsql as $$
    begin
      new.change = nextval('muwazi.changes');
      return new;
    end $$`,
  sql`
    create function muwazi.announce_change() returns trigger language plpgsql as $$
    begin
      perform pg_notify('muwazi_changes', coalesce(new.id, old.id)::text);
      return null;
    end $$`,
  sql`
    create trigger number_change before update on muwazi.documents
      for each row execute function muwazi.number_change()`,
  sql`
    create trigger announce_change after insert or update or delete on muwazi.documents
      for each row execute function muwazi.announce_change()`,
];

export const changes: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
