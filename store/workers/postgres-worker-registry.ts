import { sql, type Selectable } from 'kysely';
import type { Database, InWorkJson, WorkersTable } from '../database/tables.ts';
import type { ParagraphInWork, WorkerPresence, WorkerRegistry } from '../worker-registry.ts';
import { keepSlice } from './keep-slice.ts';

/** A row so many times older than stale belongs to a process that will not come back. */
const removedAfterStale = 10;

export function createWorkerRegistry(db: Database): WorkerRegistry {
  return {
    announce: (presence) => db.transaction().execute((trx) => announce(trx, presence)),
    withdraw: async (workerId) => {
      await db.deleteFrom('workers').where('worker_id', '=', workerId).execute();
    },
    list: async ({ staleAfterMs }) => {
      const since = (ms: number) => sql<Date>`now() - make_interval(secs => ${ms / 1000})`;
      await db
        .deleteFrom('workers')
        .where('seen_at', '<', since(staleAfterMs * removedAfterStale))
        .execute();
      const rows = await db
        .selectFrom('workers')
        .selectAll()
        .where('seen_at', '>=', since(staleAfterMs))
        .orderBy('started_at')
        .orderBy('worker_id')
        .execute();
      return rows.map(toPresence);
    },
  };
}

async function announce(db: Database, presence: WorkerPresence): Promise<void> {
  const row = {
    pid: presence.pid,
    host: presence.host,
    status: presence.status,
    model_id: presence.model?.id ?? null,
    model_revision: presence.model?.revision ?? null,
    threads: presence.threads,
    resident_memory: presence.residentMemory,
    error_code: presence.error?.code ?? null,
    error_message: presence.error?.message ?? null,
    started_at: presence.startedAt,
    tally: presence.tally === undefined ? null : JSON.stringify(presence.tally),
    in_work: presence.inWork === undefined ? null : JSON.stringify(presence.inWork),
  };
  // Before the row is renewed: what is new since is the difference to what it says.
  if (presence.tally !== undefined && presence.model !== null) await keepSlice(db, presence, presence.tally);
  await db
    .insertInto('workers')
    .values({ worker_id: presence.workerId, ...row })
    .onConflict((conflict) => conflict.column('worker_id').doUpdateSet({ ...row, seen_at: sql<Date>`now()` }))
    .execute();
}

function toPresence(row: Selectable<WorkersTable>): WorkerPresence {
  const { model_id: id, model_revision: revision, error_code: code, error_message: message } = row;
  return {
    workerId: row.worker_id,
    pid: row.pid,
    host: row.host,
    status: row.status,
    model: id === null || revision === null ? null : { id, revision },
    threads: row.threads,
    residentMemory: row.resident_memory,
    error: code === null ? null : { code, message: message ?? '' },
    startedAt: row.started_at,
    ...(row.tally === null ? {} : { tally: row.tally }),
    ...(row.in_work === null ? {} : { inWork: row.in_work.map(toParagraphInWork) }),
  };
}

function toParagraphInWork({ documentId, paragraphId, startedAt }: InWorkJson): ParagraphInWork {
  return { documentId, paragraphId, startedAt: new Date(startedAt) };
}
