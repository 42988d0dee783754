import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { AppError } from '../../core/app-error.ts';
import { keptName } from './kept-statement.ts';
import { toStoreError } from './to-store-error.ts';

/**
 * The pool as Kysely sees it: what the driver throws is told in our words, and a connection that failed is thrown away
 * rather than lent again (one that timed out may still be waiting for its answer).
 *
 * Errors are told apart here, next to the driver, so that an error of a callback inside a transaction is never mistaken
 * for one of the database.
 */
export function guardPool(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => {
      try {
        return guardClient(await pool.connect());
      } catch (error) {
        throw toStoreError(error);
      }
    },
    end: () => pool.end(),
  };
}

function guardClient(client: pg.PoolClient): PostgresPoolClient {
  let failed = false;
  const query = async (sql: string, parameters: readonly unknown[]): Promise<unknown> => {
    try {
      const name = keptName(sql);
      const values = [...parameters];
      return await (name === undefined
        ? client.query(sql, values)
        : client.query({ name, text: sql, values }));
    } catch (error) {
      const told = toStoreError(error);
      failed ||= told instanceof AppError;
      throw told;
    }
  };
  return {
    // The interface has a second overload, for cursors; Kysely uses it only when it is given a cursor class.
    query: query as unknown as PostgresPoolClient['query'],
    release: () => {
      client.release(failed);
    },
  };
}
