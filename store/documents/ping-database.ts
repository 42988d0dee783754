import type pg from 'pg';
import { toStoreError } from '../database/to-store-error.ts';

const answerWithinMs = 1_000;

/** Rejects with STORE_UNAVAILABLE when the database does not answer within a second, or two when it has to connect. */
export async function pingDatabase(pool: pg.Pool): Promise<void> {
  try {
    // The types of pg 8 do not know the per-query timeout that the driver reads.
    const question: pg.QueryConfig & { readonly query_timeout: number } = {
      text: 'select 1',
      query_timeout: answerWithinMs,
    };
    await pool.query(question);
  } catch (error) {
    throw toStoreError(error);
  }
}
