import { sql, type Kysely, type Migration } from 'kysely';

/*
 * What was deleted, for those who were away when it happened: ids and the numbers of the change, for a week. A deletion is noted
 * in its own transaction, by a trigger, for the reason of migration 0007.
 *
 * Of what is forgotten the newest row stays and says so (`older_forgotten`): who comes back from before it cannot be told what was
 * deleted. Rows that another transaction forgets at the moment are left to it.
 */
const statements = [
  sql`
    create table muwazi.deleted_documents (
      change bigint primary key default nextval('muwazi.changes'),
      id uuid not null unique,
      deleted_at timestamptz(3) not null default now(),
      older_forgotten boolean not null default false
    )`,
  sql`create index deleted_documents_by_age on muwazi.deleted_documents (deleted_at)`,
  sql`
    create function muwazi.note_deletions() returns trigger language plpgsql as $$
    declare
      newest_to_forget bigint;
    begin
      insert into muwazi.deleted_documents (id) select id from gone on conflict (id) do nothing;
      select max(change) into newest_to_forget
        from muwazi.deleted_documents where deleted_at < now() - interval '7 days';
      if newest_to_forget is not null then
        delete from muwazi.deleted_documents where change in (
          select change from muwazi.deleted_documents
          where change < newest_to_forget for update skip locked
        );
        update muwazi.deleted_documents set older_forgotten = true
          where change = newest_to_forget and not older_forgotten;
      end if;
      return null;
    end $$`,
  sql`
    create trigger note_deletions after delete on muwazi.documents
      referencing old table as gone
      for each statement execute function muwazi.note_deletions()`,
];

export const deletedDocuments: Migration = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const statement of statements) await statement.execute(db);
  },
};
