import { Migrator, sql } from 'kysely';
import { appError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import { connectDatabase } from './database/connect-database.ts';
import { schemaName, type Database } from './database/tables.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import { prepareNearSearch } from './search/prepare-near-search.ts';

export interface MigrateOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
}

/** A migration of a large database, or the wait for another process that runs one. */
const migrationTimeoutMs = 60 * 60 * 1000;

/**
 * Brings the database to what this version expects: everything in one transaction, or nothing.
 *
 * Safe to call from several processes at once; one works, the others wait for it. Rejects with DATABASE_TOO_NEW when a
 * newer Muwazi has been here (nothing is changed), with STORE_UNAVAILABLE when the database cannot be reached.
 */
export async function migrateStore({ databaseUrl, log }: MigrateOptions): Promise<void> {
  const { db } = connectDatabase({
    databaseUrl,
    log,
    maxConnections: 1,
    statementTimeoutMs: migrationTimeoutMs,
  });
  try {
    await refuseNewer(db);
    const { error, results } = await migratorOf(db).migrateToLatest();
    // Another process of a newer version may have been first.
    await refuseNewer(db);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- Kysely hands on what a migration threw
    if (error !== undefined) throw error;
    for (const { migrationName } of results ?? [])
      log.info({ migration: migrationName }, 'database migrated');
    await prepareNearSearch(db, log);
  } finally {
    await db.destroy();
  }
}

function migratorOf(db: Database): Migrator {
  return new Migrator({
    db,
    // Named here rather than read from a directory: the same from source and from dist/.
    provider: { getMigrations: () => Promise.resolve({ ...allMigrations }) },
    migrationTableSchema: schemaName,
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
  });
}

async function refuseNewer(db: Database): Promise<void> {
  const table = await sql<{ exists: boolean }>`
    select to_regclass(${`${schemaName}.migrations`}) is not null as exists`.execute(db);
  if (table.rows[0]?.exists !== true) return;
  const { rows } = await sql<{ name: string }>`select name from muwazi.migrations order by name`.execute(db);
  const unknown = rows.find(({ name }) => !(name in allMigrations));
  if (unknown !== undefined) throw appError('DATABASE_TOO_NEW', [unknown.name]);
}
