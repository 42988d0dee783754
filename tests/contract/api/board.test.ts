import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ParagraphProducer } from '../../../queue/paragraph-queue.ts';
import { redisMissing, startRedisServer } from '../../support/redis-server.ts';
import { registeredRoutes } from '../../support/registered-routes.ts';
import { jsonOf, openTestApi, problemFrom, type TestApi } from '../../support/test-api.ts';

/*
 * bull-board at /queues: the raw jobs to look at, and nothing that changes them.
 */

const missing = redisMissing();
if (missing !== undefined) console.warn(missing);
const beside = { url: undefined, remove: () => Promise.resolve() };

interface BoardState {
  readonly queues: readonly {
    readonly name: string;
    readonly readOnlyMode: boolean;
    readonly counts: Readonly<Record<string, number>>;
    readonly jobs: readonly { readonly id: string; readonly data: unknown }[];
  }[];
}

describe.for([
  { backend: 'PostgreSQL', start: () => Promise.resolve(beside) },
  ...(missing === undefined ? [{ backend: 'Redis', start: startRedisServer }] : []),
])('the board of a queue on $backend', ({ start }) => {
  const job = { v: 1, documentId: 'd', paragraphId: 'p', generation: 0 } as const;
  let queueServer: { readonly url: string | undefined; readonly remove: () => Promise<void> };
  let api: TestApi;
  beforeAll(async () => {
    queueServer = await start();
    const { url } = queueServer;
    let producer: ParagraphProducer | undefined;
    api = await openTestApi({
      ...(url === undefined ? {} : { redisUrl: url }),
      replace: (real) => {
        producer = real.producer as ParagraphProducer; // the API asks for a part of it
        return {};
      },
    });
    await producer?.enqueue([job]);
  });
  afterAll(async () => {
    await api.close();
    await queueServer.remove();
  });

  const look = async (): Promise<BoardState> =>
    jsonOf<BoardState>(
      await api.get('/queues/api/queues?activeQueue=paragraphs&status=prioritized&page=1&jobsPerPage=10'),
    );

  test('shows what waits, and ids where others would show texts', async () => {
    const { queues } = await look();
    expect(queues.map(({ name, readOnlyMode }) => [name, readOnlyMode])).toEqual([
      ['paragraphs', true],
      ['webhooks', true],
    ]);
    expect(queues[0]?.counts['prioritized']).toBe(1);
    expect(queues[0]?.jobs.map(({ data }) => data)).toEqual([job]);
    expect((await api.get('/queues/api/redis/stats')).status).toBe(200);
  });

  test('comes whole from this server, and no script stands in the page', async () => {
    const page = await api.get('/queues');
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(html).not.toMatch(/https?:/u);
    const files = [...html.matchAll(/(?:src|href)="(static\/[^"]+)"/gu)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect((await api.get(`/queues/${file}`)).status).toBe(200);
    expect((await problemFrom(await api.get('/queues/static/none.js'))).code).toBe('ROUTE_UNKNOWN');
  });

  test('has no route that changes anything', async () => {
    const routes = registeredRoutes(api.app).filter(({ url }) => url.startsWith('/queues'));
    expect(routes.length).toBeGreaterThan(5);
    expect(routes.filter(({ method }) => method !== 'GET')).toEqual([]);
    const removal = await fetch(new URL('/queues/api/queues/paragraphs/empty', api.url), { method: 'PUT' });
    expect((await problemFrom(removal)).code).toBe('ROUTE_UNKNOWN');
    expect((await look()).queues[0]?.counts['prioritized']).toBe(1);
  });
});
