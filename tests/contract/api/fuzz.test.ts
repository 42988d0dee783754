import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { arbitraryRequests, type ArbitraryRequest, type OpenApi } from '../../support/arbitrary-requests.ts';
import { openTestApi, sendArticle, type TestApi } from '../../support/test-api.ts';

/*
 * Requests made at random from the OpenAPI file, to every operation in it, over a real store and a real queue. None may be
 * answered with a fault of ours, every refusal has to be a problem document, and memory may not grow.
 *
 * MUWAZI_FUZZ_REQUESTS sends another number of them; MUWAZI_FUZZ_SEED repeats a run.
 */

const requests = Number(process.env['MUWAZI_FUZZ_REQUESTS'] ?? 20_000);
const seed = Number(process.env['MUWAZI_FUZZ_SEED'] ?? Date.now() % 0x7fffffff);
const atOnce = 8;
/** An answer that takes longer hangs. */
const answerWithinMs = 20_000;
/** Caches and compiled code settle during the first part; what comes after stays within this. */
const mostGrowthBytes = 48 * 1024 * 1024;

/** The only answers above 499: no worker runs here, so nothing is ready and nothing is translated in time. */
const designed = new Set(['NOT_READY', 'TRANSLATION_SLOW']);

let api: TestApi;
let known: readonly string[];
beforeAll(async () => {
  api = await openTestApi({ replace: () => ({ log: silentLogger, translateWithinMs: 100 }) });
  const sent = await Promise.all(
    ['زار الوزير المدينة يوم الأحد.', 'قال إن العمل يبدأ في مايو.'].map((text) => sendArticle(api, { text })),
  );
  known = sent.map(({ id }) => id);
});
afterAll(async () => {
  await api.close();
});

const words = [
  'زار الوزير المدينة يوم الأحد. وقال إن العمل يبدأ في مايو.',
  'سلام\n\nعليكم',
  '<p>سلام</p>',
  'hello',
  'ar',
  'en',
  'auto',
  'text',
  'html',
  'tmx',
  'jsonl',
  'tsv',
  'xliff',
  'true',
  'false',
  'null',
  '1',
  '<?xml version="1.0"?><tmx version="1.4"><header/><body><tu><tuv xml:lang="ar"><seg>س</seg></tuv></tu></body></tmx>',
  '2026-03-01',
  'https://example.org/a',
  'http://127.0.0.1:1/',
];

/** Without the streams of events, which do not end by themselves: there is no answer to wait for. */
async function openApiFile(): Promise<OpenApi> {
  const file = (await api.app.inject({ url: '/openapi.json' })).json<OpenApi>();
  const ending = Object.entries(file.paths).filter(([path]) => !path.endsWith('/events'));
  return { ...file, paths: Object.fromEntries(ending) };
}

/** Bytes in use after everything that can be freed was. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test(
  `${requests} requests at random get no fault of ours for an answer (seed ${seed})`,
  { timeout: 20 * 60_000 },
  async () => {
    const file = await openApiFile();
    const operations = Object.values(file.paths).flatMap((methods) => Object.keys(methods));
    const statuses = new Map<string, number>();
    const arbitrary = arbitraryRequests(file, { ids: known, words });
    const batches = 10;
    const perBatch = Math.ceil(requests / batches);
    let settled = 0;
    for (let batch = 0; batch < batches; batch += 1) {
      const sample = fc.sample(arbitrary, { numRuns: perBatch, seed: seed + batch });
      for (let at = 0; at < sample.length; at += atOnce) {
        await Promise.all(sample.slice(at, at + atOnce).map((request) => check(request, statuses)));
      }
      if (batch === 2) settled = heapInUse();
    }
    const growth = heapInUse() - settled;
    console.log(
      `fuzz: ${[...statuses]
        .toSorted()
        .map(([what, count]) => `${what} ${count}`)
        .join(', ')}; ${growth} bytes of growth`,
    );
    expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(requests);
    expect(operations.length).toBeGreaterThan(8);
    expect(growth).toBeLessThan(mostGrowthBytes);
    expect((await api.get('/health/live')).status).toBe(200);
  },
);

async function check(request: ArbitraryRequest, statuses: Map<string, number>): Promise<void> {
  const { operation, ...sent } = request;
  // A failed expectation names the request that can be sent again.
  const said = (): string => `${operation} ${JSON.stringify({ ...sent, payload: String(sent.payload) })}`;
  // Not AbortSignal.timeout(): it would hold each request for as long as it runs.
  const hung = new AbortController();
  const timer = setTimeout(() => {
    hung.abort();
  }, answerWithinMs);
  const answer = await api.app
    .inject({ ...sent, method: sent.method as 'GET', signal: hung.signal })
    .catch((error: unknown) => {
      throw new Error(`no answer to ${said()}`, { cause: error });
    })
    .finally(() => {
      clearTimeout(timer);
    });
  const key = `${Math.floor(answer.statusCode / 100)}xx`;
  statuses.set(key, (statuses.get(key) ?? 0) + 1);
  if (answer.statusCode < 400) return;
  const isLibreTranslate = operation.includes(' /libretranslate/');
  const { code = '' } = isLibreTranslate ? {} : answer.json<{ code?: string }>();
  if (!isLibreTranslate)
    expect(answer.headers['content-type'], said()).toMatch(/^application\/problem\+json/);
  if (answer.statusCode < 500 || designed.has(code)) return;
  expect([answer.statusCode, answer.body], said()).toEqual('an answer below 500');
}
