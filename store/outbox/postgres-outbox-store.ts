import { sql } from 'kysely';
import { documentPriorities, type DocumentPriority } from '../../core/document.ts';
import type { Logger } from '../../core/logger.ts';
import { listenOnChannel, type Listener } from '../database/listen-on-channel.ts';
import type { Database } from '../database/tables.ts';
import { rankOf } from '../documents/priority-rank.ts';
import type { OutboxEntry, OutboxStore, WaitingEntry } from '../outbox-store.ts';
import { handBack } from './hand-back.ts';
import { outboxChannel } from './outbox-channel.ts';

export interface OutboxOptions {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly log: Logger;
  /** Listeners that the store has to stop when it closes. */
  readonly listeners: Set<Listener>;
}

export function createOutboxStore({ db, databaseUrl, log, listeners }: OutboxOptions): OutboxStore {
  return {
    relay: (limit, enqueue, options) => relay(db, limit, enqueue, options),
    listHandedOver: (options) => listHandedOver(db, options),
    handBack: (entries) => handBack(db, entries),
    onNewEntries: async (callback) => {
      const listener = listenOnChannel({
        databaseUrl,
        log,
        channel: outboxChannel,
        callback: () => {
          callback();
        },
      });
      listeners.add(listener);
      await listener.firstTry;
      return async () => {
        listeners.delete(listener);
        await listener.stop();
      };
    },
  };
}

/*
 * The rows stay locked while `enqueue` runs, so that no other relay takes them. A worker that gets a job before our
 * commit waits at its claim for the moment it takes. When we die in between, the entries are handed over once more under
 * the same generation, which the queue knows already.
 */
function relay(
  db: Database,
  limit: number,
  enqueue: (entries: readonly WaitingEntry[]) => Promise<void>,
  { window }: { readonly window: number } = { window: Infinity },
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const handedOver = window === Infinity ? new Map<number, number>() : await countHandedOver(trx);
    const entries: WaitingEntry[] = [];
    for (const priority of documentPriorities) {
      const room = window - (handedOver.get(rankOf(priority)) ?? 0);
      entries.push(...(await lockWaiting(trx, priority, Math.min(limit - entries.length, room))));
    }
    if (entries.length === 0) return 0;
    await enqueue(entries);
    const ids = entries.map(({ paragraphId }) => paragraphId);
    await trx
      .updateTable('paragraphs')
      .set({ handed_over_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
    return entries.length;
  });
}

async function lockWaiting(
  trx: Database,
  priority: DocumentPriority,
  most: number,
): Promise<readonly WaitingEntry[]> {
  if (most <= 0) return [];
  const entries = await trx
    .selectFrom('paragraphs')
    .select(['id as paragraphId', 'document_id as documentId', 'generation'])
    .where('status', '=', 'queued')
    .where('handed_over_at', 'is', null)
    .where('hold', 'is', null)
    .where('priority', '=', rankOf(priority))
    .orderBy('document_id')
    .orderBy('position')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
  return entries.map((entry) => ({ ...entry, priority }));
}

/** Unfinished paragraphs that the queue has, by the rank of their priority. */
async function countHandedOver(trx: Database): Promise<ReadonlyMap<number, number>> {
  const counted = await trx
    .selectFrom('paragraphs')
    .select((eb) => ['priority', eb.fn.countAll<string>().as('paragraphs')])
    .where('status', 'in', ['queued', 'running'])
    .where('handed_over_at', 'is not', null)
    .groupBy('priority')
    .execute();
  return new Map(counted.map(({ priority, paragraphs }) => [priority, Number(paragraphs)]));
}

function listHandedOver(
  db: Database,
  options: Parameters<OutboxStore['listHandedOver']>[0],
): Promise<readonly OutboxEntry[]> {
  let query = db
    .selectFrom('paragraphs')
    .select(['id as paragraphId', 'document_id as documentId', 'generation'])
    .where('status', 'in', ['queued', 'running'])
    .where('handed_over_at', '<', sql<Date>`now() - make_interval(secs => ${options.olderThanMs / 1000})`)
    .orderBy('id')
    .limit(options.limit);
  if (options.afterParagraphId !== undefined) query = query.where('id', '>', options.afterParagraphId);
  return query.execute();
}
