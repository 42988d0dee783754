import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { connectDatabase } from '../../../store/database/connect-database.ts';
import { prepareNearSearch } from '../../../store/search/prepare-near-search.ts';
import { normaliseForModel } from '../../../text/normalise-for-model.ts';
import { fillCorpus } from '../../support/fill-corpus.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import { recordLog } from '../../support/recorded-log.ts';
import { articleOf, openTestStore, type TestStore } from '../../support/test-store.ts';
import { until } from '../../support/until.ts';

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

/** Words that are forms of one; those of different lines are not. */
const families = [
  ['المياه', 'مياه', 'والمياه', 'للمياه', 'مياهها'],
  ['مئات', 'المئات'],
  ['وزارة', 'الوزارة', 'ووزارة', 'لوزارة', 'وزارتها'],
  ['زار', 'زارت'],
  ['مدينة', 'مدينتها', 'المدينتين', 'بمدينة'],
  ['فئة', 'للفئة'],
  ['فيه'],
  ['على', 'عليها'],
  ['علي'],
  ['كان', 'كانت', 'وكانوا'],
  ['كانون'],
  ['إلكتروني', 'الإلكترونية', 'الكتروني'],
  ['الدين', 'دين'],
  ['والدين', 'الوالدين'],
  ['بحوث', 'البحوث'],
  ['الحوثي', 'الحوثيين'],
  ['بيروت'],
  ['بيرو'],
  ['اللاعب', 'لاعبين', 'لاعبون'],
  ['مشاركة', 'بمشاركة', 'ومشاركتهم'],
  ['كبير', 'كبيرة', 'كبيرا'],
  ['بئر'],
  ['زيت', 'الزيت'],
  ['زيتون'],
  ['نبأ'],
  ['نبات', 'النبات'],
  ['ثلاثة'],
  ['ثلاثين'],
] as const;

test('a word finds its own forms, shown as found, and no word that only looks like one', async () => {
  const texts = families.flat();
  await store.documents.create(articleOf(texts));
  await translateParagraphs(store);
  for (const family of families) {
    for (const word of family) {
      const { items } = await store.search.search(word, {}, { limit: 500 });
      expect([word, ...items.map(({ sourceText }) => sourceText).sort()]).toEqual([
        word,
        ...[...family].sort(),
      ]);
      for (const { sourceText, sourceHighlights } of items)
        expect(sourceHighlights).toEqual([{ start: 0, end: sourceText.length }]);
    }
  }
});

test('vowels, tatweel and the spelling of a last ha make no other word', async () => {
  const { rows } = await client.query<{ readonly stem: string }>(
    `select muwazi.stem_for_search(text) as stem from unnest($1::text[]) as texts (text)`,
    [['المَدْرَســةُ الجديدة، IBM', 'المدرسه الجديده، IBM', '']],
  );
  expect(rows.map(({ stem }) => stem)).toEqual(['مدرس جديد، IBM', 'مدرس جديد، IBM', '']);
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

test('a word that nothing has is looked up in the indexes, whatever the page; sentences are not read for it', async () => {
  const filled = await openTestStore();
  const shape = { documents: 500, paragraphsPerDocument: 2, segmentsPerParagraph: 4, collection: 'a' };
  await fillCorpus(filled.databaseUrl, shape);
  const counts = new pg.Client({ connectionString: filled.databaseUrl });
  await counts.connect();
  const readBy = async (): Promise<{ readonly words: number; readonly sentences: number }> => {
    await counts.query('select pg_stat_clear_snapshot()');
    const { rows } = await counts.query<{
      readonly name: string;
      readonly scans: number;
      readonly rows: number;
    }>(
      `select indexrelname as name, idx_scan::integer as scans, idx_tup_read::integer as rows
        from pg_stat_user_indexes where relname = 'segments'`,
    );
    const of = (name: string) => rows.find((row) => row.name === name)!;
    return { words: of('segments_source_words').scans, sentences: of('segments_pkey').rows };
  };
  const before = await readBy();
  expect((await filled.search.search('زرافة', {}, { limit: 1 })).items).toEqual([]);
  // A connection that closes hands in its counts.
  await filled.close();
  const after = await until(readBy, ({ words }) => words > before.words, {
    withinMs: 5_000,
    label: 'counts of the search',
  });
  // Planning looks at the ends of an index.
  expect(after.sentences - before.sentences).toBeLessThan(shape.documents / 5);
  await counts.end();
  await filled.discard();
});

test('both sides are searched through their indexes', async () => {
  await client.query('set enable_seqscan = off');
  const { rows } = await client.query<{ readonly 'QUERY PLAN': string }>(
    `explain select 1 from muwazi.segments
      where to_tsvector('simple', muwazi.stem_for_search(source_text)) @@ websearch_to_tsquery('simple', 'x')
        or to_tsvector('english', target_text) @@ websearch_to_tsquery('english', 'x')`,
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('segments_source_words');
  expect(plan).toContain('segments_target_words');
});
