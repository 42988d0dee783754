import { sql, type Selectable } from 'kysely';
import { validate } from 'uuid';
import type { Database, WebhookDeliveriesTable } from '../database/tables.ts';
import type { Delivery, DeliveryAttempt, WebhookStore } from '../webhook-store.ts';

/** Longer than any pause between two tries: a delivery that rests that long is not known to the queue any more. */
const handedOverAgainAfterMinutes = 60;
const mostListed = 100;

export function createWebhookStore(db: Database): WebhookStore {
  return {
    relay: (limit, enqueue) => relay(db, limit, enqueue),
    find: async (deliveryId) => {
      if (!validate(deliveryId)) return undefined;
      const row = await db
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('id', '=', deliveryId)
        .executeTakeFirst();
      return row === undefined ? undefined : toDelivery(row);
    },
    record: (deliveryId, attempt) => record(db, deliveryId, attempt),
    list: async (documentId) => {
      const rows = await db
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('document_id', '=', documentId)
        .orderBy('created_at', 'desc')
        .limit(mostListed)
        .execute();
      return rows.map(toDelivery);
    },
  };
}

/** The rows stay locked while `enqueue` runs, and are marked when it has resolved: see the outbox. */
function relay(
  db: Database,
  limit: number,
  enqueue: (ids: readonly string[]) => Promise<void>,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('webhook_deliveries')
      .select('id')
      .where('status', '=', 'queued')
      .where((where) =>
        where.or([
          where('handed_over_at', 'is', null),
          where(
            'handed_over_at',
            '<',
            sql<Date>`now() - make_interval(mins => ${handedOverAgainAfterMinutes})`,
          ),
        ]),
      )
      .orderBy('created_at')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    await enqueue(ids);
    await trx
      .updateTable('webhook_deliveries')
      .set({ handed_over_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', sql<string>`any(${ids}::uuid[])`)
      .execute();
    return ids.length;
  });
}

async function record(db: Database, deliveryId: string, attempt: DeliveryAttempt): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set((eb) => ({
      status: attempt.status,
      last_status: attempt.lastStatus,
      last_error: attempt.lastError,
      attempts: eb('attempts', '+', 1),
      last_tried_at: sql<Date>`now()`,
    }))
    .where('id', '=', deliveryId)
    .where('status', '=', 'queued')
    .execute();
}

function toDelivery(row: Selectable<WebhookDeliveriesTable>): Delivery {
  return {
    id: row.id,
    documentId: row.document_id,
    event: row.event,
    url: row.url,
    status: row.status,
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    lastTriedAt: row.last_tried_at,
  };
}
