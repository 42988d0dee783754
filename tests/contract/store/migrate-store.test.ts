import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger as log } from '../../../core/logger.ts';
import { migrateStore } from '../../../store/migrate-store.ts';
import { allMigrations } from '../../../store/migrations/all-migrations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let inspector: pg.Client;
beforeEach(async () => {
  database = await createTestDatabase();
  inspector = new pg.Client({ connectionString: database.databaseUrl });
  await inspector.connect();
});
afterEach(async () => {
  await inspector.end();
  await database.drop();
});

async function tables(): Promise<readonly string[]> {
  const { rows } = await inspector.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('muwazi', 'public') order by 1`,
  );
  return rows.map(({ name }) => name);
}

test('an empty database gets our tables in our schema, and nothing in the public one', async () => {
  await migrateStore({ databaseUrl: database.databaseUrl, log });
  expect(await tables()).toEqual(
    expect.arrayContaining(['muwazi.documents', 'muwazi.migrations', 'muwazi.paragraphs', 'muwazi.segments']),
  );
  expect((await tables()).filter((name) => !name.startsWith('muwazi.'))).toEqual([]);
});

test('processes that start together on an empty database all find it ready', async () => {
  const { databaseUrl } = database;
  await Promise.all(Array.from({ length: 6 }, () => migrateStore({ databaseUrl, log })));
  await migrateStore({ databaseUrl, log });
  const { rows } = await inspector.query('select name from muwazi.migrations');
  expect(rows).toEqual(Object.keys(allMigrations).map((name) => ({ name })));
});

test('a database of a newer Muwazi is left alone', async () => {
  const { databaseUrl } = database;
  await migrateStore({ databaseUrl, log });
  await inspector.query(`insert into muwazi.migrations values ('9999-from-the-future', now()::text)`);
  await expect(migrateStore({ databaseUrl, log })).rejects.toMatchObject({ code: 'DATABASE_TOO_NEW' });
});

test('a migration that cannot be finished changes nothing', async () => {
  // A table in the way of the last statement.
  await inspector.query('create schema muwazi; create table muwazi.workers (mine integer)');
  await expect(migrateStore({ databaseUrl: database.databaseUrl, log })).rejects.toMatchObject({
    code: '42P07',
  });
  expect((await tables()).filter((name) => !name.includes('migrations'))).toEqual(['muwazi.workers']);
});

test('a database that is not there says so', async () => {
  const databaseUrl = 'postgres://nobody@127.0.0.1:1/nothing';
  await expect(migrateStore({ databaseUrl, log })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});
