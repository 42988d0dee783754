import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { startOutboxRelay } from '../../../queue/outbox-relay.ts';
import type { ParagraphProducer } from '../../../queue/paragraph-queue.ts';
import { redisMissing, startRedisServer } from '../../support/redis-server.ts';
import { newsPage, wordDocument } from '../../support/sample-files.ts';
import { jsonOf, openTestApi, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

/*
 * What is sent arrives in the queue once, whichever queue it is.
 */

const missing = redisMissing();
if (missing !== undefined) console.warn(missing);
const beside = { url: undefined, remove: () => Promise.resolve() };

describe.for([
  { backend: 'PostgreSQL', start: () => Promise.resolve(beside) },
  ...(missing === undefined ? [{ backend: 'Redis', start: startRedisServer }] : []),
])('with a queue on $backend', ({ start }) => {
  let queueServer: { readonly url: string | undefined; readonly remove: () => Promise<void> };
  let api: TestApi;
  let producer: ParagraphProducer;
  let stopRelay: () => Promise<void>;

  beforeAll(async () => {
    queueServer = await start();
    const { url } = queueServer;
    api = await openTestApi({
      ...(url === undefined ? {} : { redisUrl: url }),
      replace: (real) => {
        producer = real.producer as ParagraphProducer; // the API asks for a part of it
        return {};
      },
    });
    const { outbox } = api.store;
    const relay = startOutboxRelay({ outbox, producer, log: silentLogger, pollIntervalMs: 50 });
    stopRelay = () => relay.stop();
  });
  afterAll(async () => {
    await stopRelay();
    await api.close();
    await queueServer.remove();
  });

  const documentsOf = async (collection: string): Promise<readonly { readonly id: string }[]> => {
    const page = await api.get(`/v1/documents?limit=100&collection=${collection}`);
    return (await jsonOf<{ readonly items: readonly { readonly id: string }[] }>(page)).items;
  };
  const untilJobs = (jobs: number): Promise<unknown> =>
    until(
      () => producer.counts(),
      ({ waiting }) => waiting === jobs,
      { withinMs: 20_000, label: `${jobs} jobs wait` },
    );

  test('fifty submissions at the same moment under one key make one article, and a job for each paragraph', async () => {
    const collection = randomUUID();
    const body = JSON.stringify({ text: 'زار الوزير المدينة.\n\nثم عاد.', collection });
    const headers = { 'content-type': 'application/json', 'idempotency-key': collection };
    const send = (): Promise<Response> =>
      fetch(new URL('/v1/documents', api.url), { method: 'POST', headers, body });
    const answers = await Promise.all(Array.from({ length: 50 }, send));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(await documentsOf(collection)).toHaveLength(1);
    await untilJobs(2);
  });

  test('an upload of every kind of file arrives whole', async () => {
    const collection = randomUUID();
    const before = (await producer.counts()).waiting;
    const form = new FormData();
    form.append('collection', collection);
    const files = [
      { name: 'text.txt', content: 'أولى.\n\nثانية.' },
      {
        name: 'page.html',
        content: newsPage({ paragraphs: ['قال الوزير إن العمل يبدأ في مايو. '.repeat(12)] }),
      },
      { name: 'letter.docx', content: new Uint8Array(await wordDocument(['زار الوزير المدينة.'])) },
      { name: 'lines.jsonl', content: '{"text":"خبر أول."}\n{"text":"خبر ثان."}' },
    ];
    for (const { name, content } of files) form.append('file', new Blob([content]), name);
    const answer = await fetch(new URL('/v1/documents:upload', api.url), { method: 'POST', body: form });
    const lines = (await answer.text()).trim().split('\n');
    expect(JSON.parse(lines.at(-1)!)).toEqual({ accepted: 5, refused: 0, complete: true });
    const documents = await documentsOf(collection);
    const found = await Promise.all(documents.map(({ id }) => api.store.documents.find(id)));
    const paragraphs = found.reduce((sum, document) => sum + (document?.paragraphs.total ?? 0), 0);
    expect(paragraphs).toBeGreaterThanOrEqual(9);
    await untilJobs(before + paragraphs);
  });
});
