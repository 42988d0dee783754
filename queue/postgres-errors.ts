import pg from 'pg';

/**
 * SQLSTATEs of a server that is there but cannot serve now: connection exceptions (08), insufficient resources (53),
 * operator intervention such as shutting down or starting up (57P), system errors (58), and a read-only standby.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const awayStates = /^(?:08|53|57P|58)|^25006$/;

/**
 * True unless the server itself judged our statement. Whatever else keeps an answer from coming (refused, reset, timed
 * out, closed in the middle) has many shapes and codes, some of them none, and they all mean that it is away.
 */
export function isPostgresAway(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return true;
  return error.code !== undefined && awayStates.test(error.code);
}
