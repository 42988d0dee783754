import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { OutboxEntry } from '../outbox-store.ts';
import { lockedColumns, type LockedParagraph } from '../paragraphs/count-paragraph.ts';
import { takeBack } from '../paragraphs/take-back.ts';

/** Takes back unfinished paragraphs that the queue has lost; resolves with how many. */
export async function handBack(db: Database, entries: readonly OutboxEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  return db.transaction().execute(async (trx) => {
    const locked = await lockEntries(trx, entries);
    await takeBack(trx, locked);
    return locked.length;
  });
}

/** Those of `entries` that are unfinished and still of the same generation, locked by ascending id. */
function lockEntries(trx: Database, entries: readonly OutboxEntry[]): Promise<LockedParagraph[]> {
  const ids = entries.map(({ paragraphId }) => paragraphId);
  const generations = entries.map(({ generation }) => generation);
  return trx
    .selectFrom('paragraphs')
    .select(lockedColumns)
    .where(
      sql<boolean>`(id, generation) in (select * from unnest(${ids}::uuid[], ${generations}::integer[]))`,
    )
    .where('status', 'in', ['queued', 'running'])
    .orderBy('id')
    .forUpdate()
    .execute();
}
