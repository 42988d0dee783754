import pg from 'pg';
import { appError, AppError } from '../../core/app-error.ts';
import { withholdRowText } from '../../core/withhold-row-text.ts';

/**
 * SQLSTATE classes that say "not now" of the database rather than "wrong" of the statement: 08 connection, 28 we are not
 * let in, 3D no such database, 53 out of disk, memory or connections, 57 shut down, starting up or cut off by a timeout.
 *
 * @see https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const unavailableClasses: ReadonlySet<string> = new Set(['08', '28', '3D', '53', '57']);

/** The same, of classes that also hold errors of statements: an idle transaction was ended, the server is a replica. */
const unavailableStates: ReadonlySet<string> = new Set(['25P03', '25P04', '25006']);

/**
 * What an error that came out of the driver means to our callers: STORE_UNAVAILABLE, or the error itself when the
 * statement was at fault. Either way without the rows that PostgreSQL quotes in its errors.
 *
 * The driver's own errors (refused, reset, timed out, closed) mostly carry no code; what they have in common is that they
 * are not the server's answer. Only for errors of the driver: anything that is not the server's counts as a lost connection.
 */
export function toStoreError(error: unknown): unknown {
  withholdRowText(error);
  if (error instanceof AppError || error instanceof TypeError || error instanceof RangeError) return error;
  if (error instanceof pg.DatabaseError && !saysUnavailable(error.code ?? '')) return error;
  return appError('STORE_UNAVAILABLE', [], { cause: error });
}

function saysUnavailable(sqlState: string): boolean {
  return unavailableClasses.has(sqlState.slice(0, 2)) || unavailableStates.has(sqlState);
}
