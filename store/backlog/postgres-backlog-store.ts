import { sql } from 'kysely';
import type { DocumentPriority } from '../../core/document.ts';
import type { BacklogStore } from '../backlog-store.ts';
import type { Database } from '../database/tables.ts';
import { priorityOf } from '../documents/priority-rank.ts';

interface BacklogRow {
  readonly rank: number;
  readonly paragraphs: number;
  readonly oldestSeconds: number;
}

/** Reads the counts of unfinished documents, over their index: the paragraphs themselves are not looked at. */
export function createBacklogStore(db: Database): BacklogStore {
  return {
    read: async () => {
      const { rows } = await sql<BacklogRow>`
        select
          priority as rank,
          sum(paragraphs_queued)::float8 as paragraphs,
          greatest(extract(epoch from now() - min(created_at)), 0)::float8 as "oldestSeconds"
        from muwazi.documents
        where finished_at is null and paragraphs_queued > 0 and not paused
        group by priority`.execute(db);
      const byPriority: Record<DocumentPriority, number> = { interactive: 0, normal: 0, bulk: 0 };
      for (const { rank, paragraphs } of rows) byPriority[priorityOf(rank)] += paragraphs;
      return {
        paragraphs: rows.reduce((sum, row) => sum + row.paragraphs, 0),
        byPriority,
        oldestSeconds: Math.max(0, ...rows.map((row) => row.oldestSeconds)),
      };
    },
  };
}
