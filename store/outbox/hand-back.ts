import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { OutboxEntry } from '../outbox-store.ts';
import { countMove, lockedColumns, type LockedParagraph } from '../paragraphs/count-paragraph.ts';
import { announceEntries } from './outbox-channel.ts';

/** Puts unfinished paragraphs back into the outbox under the next generation; resolves with how many. */
export async function handBack(db: Database, entries: readonly OutboxEntry[]): Promise<number> {
  if (entries.length === 0) return 0;
  return db.transaction().execute(async (trx) => {
    const locked = await lockEntries(trx, entries);
    if (locked.length === 0) return 0;
    const ids = locked.map(({ id }) => id);
    await trx
      .updateTable('paragraphs')
      .set((eb) => ({ status: 'queued', generation: eb('generation', '+', 1), handed_over_at: null }))
      .where('id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
    await announceEntries(trx);
    await countStopped(
      trx,
      locked.filter(({ status }) => status === 'running'),
    );
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

async function countStopped(trx: Database, running: readonly LockedParagraph[]): Promise<void> {
  const perDocument = new Map<string, number>();
  for (const { document_id: id } of running) perDocument.set(id, (perDocument.get(id) ?? 0) + 1);
  for (const [documentId, paragraphs] of [...perDocument].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await countMove(trx, documentId, { from: 'running', to: 'queued', paragraphs, sourceChars: 0 });
  }
}
