import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { connectDatabase } from '../../../store/database/connect-database.ts';
import { prepareNearSearch } from '../../../store/search/prepare-near-search.ts';
import { normaliseForModel } from '../../../text/normalise-for-model.ts';
import { recordLog } from '../../support/recorded-log.ts';
import { openTestStore, type TestStore } from '../../support/test-store.ts';

let store: TestStore;
let client: pg.Client;
beforeAll(async () => {
  store = await openTestStore();
  client = new pg.Client({ connectionString: store.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await store.discard();
});

test('search reads Arabic letters as the model does: what normalising takes away is not searched for', async () => {
  const chars = Array.from({ length: 0x700 - 0x600 }, (_, index) => String.fromCharCode(0x600 + index));
  const { rows } = await client.query<{ readonly char: string; readonly folded: string }>(
    'select char, muwazi.fold_for_search(char) as folded from unnest($1::text[]) as chars (char)',
    [chars],
  );
  const gone = (kept: (char: string) => string): readonly string[] =>
    chars.filter((char) => kept(char) === '');
  const folded = new Map(rows.map((row) => [row.char, row.folded]));
  expect(gone((char) => folded.get(char)!)).toEqual(gone(normaliseForModel));
});

test('every letter has a sign of its own where near words are compared', async () => {
  const letters = Array.from('ابتثجحخدذرزسشصضطظعغفقكلمنهويء');
  const { rows } = await client.query<{ readonly key: string }>(
    'select muwazi.near_key(letter) as key from unnest($1::text[]) as letters (letter)',
    [letters],
  );
  expect(new Set(rows.map(({ key }) => key)).size).toBe(letters.length);
  expect(rows.every(({ key }) => /^[a-z0-9]$/u.test(key))).toBe(true);
});

test('a database that does not let us have pg_trgm says so in the log, and is searched by whole words', async () => {
  const url = new URL(store.databaseUrl);
  await client.query('drop extension pg_trgm cascade');
  await client.query(`create role stranger login password 'p'`);
  await client.query('grant usage on schema muwazi to stranger');
  url.username = 'stranger';
  url.password = 'p';
  const { db } = connectDatabase({
    databaseUrl: url.href,
    log: silentLogger,
    maxConnections: 1,
    statementTimeoutMs: 10_000,
  });
  const log = recordLog();
  await prepareNearSearch(db, log);
  await db.destroy();
  expect(log.lines).toMatchObject([{ level: 'warn', extension: 'pg_trgm' }]);
  expect(await store.search.search('وزبر', {}, { limit: 10 })).toMatchObject({
    items: [],
    approximate: false,
  });
  await client.query('revoke usage on schema muwazi from stranger');
  await client.query('drop role stranger');
});

test('both sides are searched through their indexes', async () => {
  await client.query('set enable_seqscan = off');
  const { rows } = await client.query<{ readonly 'QUERY PLAN': string }>(
    `explain select 1 from muwazi.segments
      where to_tsvector('arabic', muwazi.fold_for_search(source_text)) @@ websearch_to_tsquery('arabic', 'x')
        or to_tsvector('english', target_text) @@ websearch_to_tsquery('english', 'x')`,
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('segments_source_words');
  expect(plan).toContain('segments_target_words');
});
