import { sql } from 'kysely';
import type { Backlog, BacklogStore } from '../backlog-store.ts';
import type { Database } from '../database/tables.ts';

/** Reads the counts of unfinished documents, over their index: the paragraphs themselves are not looked at. */
export function createBacklogStore(db: Database): BacklogStore {
  return {
    read: async () => {
      const { rows } = await sql<Backlog>`
        select
          coalesce(sum(paragraphs_queued), 0)::float8 as paragraphs,
          coalesce(greatest(extract(epoch from now() - min(created_at)), 0), 0)::float8 as "oldestSeconds"
        from muwazi.documents
        where finished_at is null and paragraphs_queued > 0 and not paused`.execute(db);
      return rows[0] ?? { paragraphs: 0, oldestSeconds: 0 };
    },
  };
}
