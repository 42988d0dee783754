import { sql } from 'kysely';
import { documentStatuses, type DocumentPriority, type DocumentStatus } from '../../core/document.ts';
import type { Database } from '../database/tables.ts';
import { priorityOf } from '../documents/priority-rank.ts';
import type { WorkCounts } from '../work-store.ts';

interface UnfinishedRow {
  readonly rank: number;
  readonly waiting: number;
  readonly running: number;
  readonly paused: number;
  readonly charsLeft: number;
  readonly oldest: Date | null;
}

/** Every count comes from an index: somebody who watches asks each second, whatever has gathered in the tables. */
export async function countWork(db: Database): Promise<WorkCounts> {
  const [documents, unfinished, ended] = await Promise.all([
    countDocuments(db),
    readUnfinished(db),
    readEnded(db),
  ]);
  const charsLeft: Record<DocumentPriority, number> = { interactive: 0, normal: 0, bulk: 0 };
  for (const row of unfinished) charsLeft[priorityOf(row.rank)] += row.charsLeft;
  const sumOf = (count: 'waiting' | 'running' | 'paused'): number =>
    unfinished.reduce((sum, row) => sum + row[count], 0);
  const oldest = unfinished.flatMap((row) => (row.oldest === null ? [] : [row.oldest.getTime()]));
  return {
    documents,
    paragraphs: {
      waiting: sumOf('waiting'),
      running: sumOf('running'),
      paused: sumOf('paused'),
      ...ended,
    },
    charsLeft,
    oldestWaitingSince: oldest.length === 0 ? null : new Date(Math.min(...oldest)),
  };
}

async function countDocuments(db: Database): Promise<WorkCounts['documents']> {
  const { rows } = await sql<{ readonly status: DocumentStatus; readonly documents: number }>`
    select status, count(*)::float8 as documents from muwazi.documents group by status`.execute(db);
  const counted = new Map(rows.map(({ status, documents }) => [status, documents]));
  const entries = documentStatuses.map((status) => [status, counted.get(status) ?? 0] as const);
  return Object.fromEntries(entries) as Record<DocumentStatus, number>; // an entry for each status
}

async function readUnfinished(db: Database): Promise<readonly UnfinishedRow[]> {
  const { rows } = await sql<UnfinishedRow>`
    select
      priority as rank,
      coalesce(sum(paragraphs_queued) filter (where not paused), 0)::float8 as waiting,
      sum(paragraphs_running)::float8 as running,
      coalesce(sum(paragraphs_queued) filter (where paused), 0)::float8 as paused,
      coalesce(sum(chars_left) filter (where not paused), 0)::float8 as "charsLeft",
      min(created_at) filter (where not paused and paragraphs_queued > 0) as oldest
    from muwazi.documents where finished_at is null group by priority`.execute(db);
  return rows;
}

async function readEnded(db: Database): Promise<{ readonly failed: number; readonly doneLastHour: number }> {
  const { rows } = await sql<{ readonly failed: number; readonly doneLastHour: number }>`
    select
      (select count(*)::float8 from muwazi.paragraphs where status = 'failed') as failed,
      (select count(*)::float8 from muwazi.paragraphs
        where status = 'done' and finished_at > now() - interval '1 hour') as "doneLastHour"`.execute(db);
  return rows[0] ?? { failed: 0, doneLastHour: 0 };
}
