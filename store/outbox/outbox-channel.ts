import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';

/** The PostgreSQL notification channel on which new outbox entries are announced; without a payload. */
export const outboxChannel = 'muwazi_outbox';

/** Tells every listener, once the transaction is committed, that there are new entries. */
export async function announceEntries(trx: Database): Promise<void> {
  await sql`select pg_notify(${outboxChannel}, '')`.execute(trx);
}
