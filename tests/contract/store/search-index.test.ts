import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { normaliseForModel } from '../../../text/normalise-for-model.ts';
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
