import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '../../core/logger.ts';
import { guardPool } from './guard-pool.ts';
import { schemaName, type Database, type Tables } from './tables.ts';

export interface DatabaseOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly maxConnections: number;
  /** Never closed for idleness; 0 when absent. */
  readonly keptConnections?: number;
  /** The longest that one statement may take. */
  readonly statementTimeoutMs: number;
}

/** For a new connection: a request must learn soon that the database is away. */
const connectTimeoutMs = 1_000;
/** For one of ours to become free: a burst of requests waits its turn. */
const freeConnectionTimeoutMs = 10_000;
/** A transaction that waits for the queue's back end holds locks; this ends it when the process behind it hangs. */
const idleTransactionTimeoutMs = 30_000;

export interface DatabaseConnection {
  readonly pool: pg.Pool;
  readonly db: Database;
}

/** The pool has one limit for both; a connection of its own knows the shorter one. */
class ImpatientClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, connectionTimeoutMillis: connectTimeoutMs });
  }
}

/** Opens a pool; connects when first used. A database that is away is only felt by those who ask. */
export function connectDatabase(options: DatabaseOptions): DatabaseConnection {
  const { databaseUrl, log, maxConnections, keptConnections = 0, statementTimeoutMs } = options;
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: maxConnections,
    min: keptConnections,
    connectionTimeoutMillis: freeConnectionTimeoutMs,
    Client: ImpatientClient,
    // The server's limit ends the work; ours is for a server that no longer answers.
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + 1_000,
    idle_in_transaction_session_timeout: idleTransactionTimeoutMs,
    keepAlive: true,
    application_name: 'muwazi',
  });
  const lost = (error: Error & { readonly code?: string }): void => {
    log.warn({ code: error.code ?? null }, 'database connection lost');
  };
  // The pool hears idle connections; one that is lent out between two statements has no other listener than this.
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const dialect = new PostgresDialect({ pool: guardPool(pool) });
  return { pool, db: new Kysely<Tables>({ dialect }).withSchema(schemaName) };
}
