/*
 * What the list of articles and the search take in a database of 10,000 articles:
 *
 *   node --import ./tests/support/typescript-hooks.js tests/bench/lists-and-search.ts [--paragraphs 6]
 *
 * Each figure is the median of five, in milliseconds, of the first page of 50 (and the second one).
 */
import { parseArgs } from 'node:util';
import pg from 'pg';
import { silentLogger as log } from '../../core/logger.ts';
import type { DocumentFilter, DocumentSort } from '../../store/document-store.ts';
import { startEmbeddedPostgres } from '../../store/embedded/start-embedded-postgres.ts';
import { migrateStore } from '../../store/migrate-store.ts';
import { openStore } from '../../store/open-store.ts';
import { makeDataDir, removeDirectory } from '../support/embedded-server.ts';
import { fillCorpus } from '../support/fill-corpus.ts';

const documents = 10_000;
const repetitions = 5;
const { values } = parseArgs({ options: { paragraphs: { type: 'string', default: '6' } } });

/** Makes the articles differ in all that they are filtered and sorted by. */
const vary = `
  with numbered as (select id, row_number() over (order by id) as n from muwazi.documents)
  update muwazi.documents d set
    collection = case when n % 10 = 0 then null else 'c' || (n % 40) end,
    confidence_sum = (0.2 + (n * 7919 % 800) / 1000.0) * confidence_count,
    source_chars = 500 + (n * 104729 % 20000)::integer,
    flags = case when n % 97 = 0 then '{repetition}'::text[] when n % 5 = 0 then '{low-confidence}' else '{}' end,
    title = md5(n::text) || ' خبر'
  from numbered where numbered.id = d.id`;

const sorts: readonly DocumentSort[] = ['newest', 'oldest', 'title', 'confidence', 'size'];
const filters: Readonly<Record<string, DocumentFilter>> = {
  all: {},
  status: { status: 'done' },
  collection: { collection: 'c7' },
  day: { createdFrom: new Date('2026-01-03'), createdBefore: new Date('2026-01-04') },
  flag: { flag: 'repetition' },
  confidence: { maxConfidence: 0.3 },
};

const dataDir = await makeDataDir();
const server = await startEmbeddedPostgres({ dataDir, log });
const { databaseUrl } = server;
try {
  await migrateStore({ databaseUrl, log });
  const perDocument = { paragraphsPerDocument: Number(values.paragraphs), segmentsPerParagraph: 4 };
  await fillCorpus(databaseUrl, { documents, ...perDocument, collection: 'news' });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  for (const statement of [vary, 'vacuum analyze']) await client.query(statement);
  const { rows } = await client.query<{ readonly word: string }>(
    `select split_part(source_text, ' ', 3) as word from muwazi.segments limit 1`,
  );
  await client.end();
  await measure(rows[0]?.word ?? '');
} finally {
  await server.stop();
  await removeDirectory(dataDir);
}

async function measure(commonWord: string): Promise<void> {
  const store = await openStore({ databaseUrl, log, maxConnections: 1 });
  for (const [name, filter] of Object.entries(filters)) {
    const times: string[] = [];
    for (const sort of sorts) {
      const { nextCursor: cursor } = await store.documents.list(filter, { limit: 50, sort });
      const first = await medianOf(() => store.documents.list(filter, { limit: 50, sort }));
      const page = cursor === null ? { limit: 50, sort } : { limit: 50, sort, cursor };
      times.push(`${sort} ${first} ${await medianOf(() => store.documents.list(filter, page))}`);
    }
    console.log(`${name}: ${times.join(', ')}, total ${await medianOf(() => store.documents.count(filter))}`);
  }
  for (const words of ['زرافة', commonWord]) {
    const list = await medianOf(() => store.documents.list({ words }, { limit: 50 }));
    const total = await medianOf(() => store.documents.count({ words }));
    const search = await medianOf(() => store.search.search(words, {}, { limit: 50 }));
    console.log(
      `${words} in ${await store.documents.count({ words })} articles: list ${list}, total ${total}, search ${search}`,
    );
  }
  await store.close();
}

async function medianOf(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < repetitions; round += 1) {
    const startedAtMs = performance.now();
    await work();
    times.push(performance.now() - startedAtMs);
  }
  return times.sort((one, other) => one - other)[(repetitions - 1) / 2]!.toFixed(1);
}
