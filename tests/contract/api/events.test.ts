import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openEventStream, type EventStream } from '../../support/event-stream.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import {
  openTestApi,
  problemFrom,
  sendArticle,
  type DocumentAnswer,
  type TestApi,
} from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

/*
 * What somebody sees who follows articles instead of asking for them again and again.
 */

let api: TestApi;
let streams: EventStream[] = [];
beforeAll(async () => {
  api = await openTestApi({ replace: () => ({ heartbeatMs: 100 }) });
});
afterEach(() => {
  for (const stream of streams) stream.leave();
  streams = [];
});
afterAll(async () => {
  await api.close();
});

const article = { text: 'فقرة أولى.\n\nفقرة ثانية.\n\nفقرة ثالثة.' };

async function follow(path: string, lastEventId?: string): Promise<EventStream> {
  const stream = await openEventStream(new URL(path, api.url), lastEventId);
  streams.push(stream);
  return stream;
}

function untilSeen(stream: EventStream, isIt: (document: DocumentAnswer) => boolean): Promise<unknown> {
  return until(
    () => stream.events.map(({ data }) => data as DocumentAnswer),
    (documents) => documents.some(isIt),
    { withinMs: 15_000, label: 'the event has come' },
  );
}

test('an article is followed from where it stands to its end', async () => {
  const { id } = await sendArticle(api, article);
  const stream = await follow(`/v1/documents/${id}/events`);
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
  await untilSeen(stream, ({ status }) => status === 'queued');
  await translateParagraphs(api.store, { most: 1 });
  await untilSeen(stream, ({ paragraphs }) => paragraphs.done === 1);
  await api.store.documents.act(id, 'pause');
  await untilSeen(stream, ({ status }) => status === 'paused');
  await api.store.documents.act(id, 'resume');
  await translateParagraphs(api.store);
  await untilSeen(stream, ({ status }) => status === 'done');
  const ids = stream.events.map((event) => Number(event.id));
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  expect(new Set(ids).size).toBe(ids.length);
});

test('somebody who comes back gets what changed meanwhile, and nothing when nothing did', async () => {
  const { id } = await sendArticle(api, article);
  const first = await follow(`/v1/documents/${id}/events`);
  await untilSeen(first, () => true);
  first.leave();
  const lastEventId = first.events.at(-1)!.id!;
  const idle = await follow(`/v1/documents/${id}/events`, lastEventId);
  await until(idle.comments, (comments) => comments >= 2, { withinMs: 10_000, label: 'signs of life' });
  expect(idle.events).toEqual([]);
  await translateParagraphs(api.store);
  const back = await follow(`/v1/documents/${id}/events`, lastEventId);
  await untilSeen(back, ({ status }) => status === 'done');
  expect(back.events).toHaveLength(1);
});

test('all articles are followed at once, new and deleted ones included', async () => {
  const stream = await follow('/v1/events');
  const one = await sendArticle(api, article);
  const two = await sendArticle(api, article);
  await untilSeen(stream, ({ id }) => id === one.id);
  await untilSeen(stream, ({ id }) => id === two.id);
  await translateParagraphs(api.store);
  await untilSeen(stream, ({ id, status }) => id === two.id && status === 'done');
  await api.delete(`/v1/documents/${one.id}`);
  await until(
    () => stream.events,
    (events) =>
      events.some(({ event, data }) => event === 'deleted' && (data as { id: string }).id === one.id),
    { withinMs: 15_000, label: 'the deletion is told' },
  );
});

test('somebody who followed all articles and comes back gets those that changed, as they stand', async () => {
  const before = await sendArticle(api, article);
  const first = await follow('/v1/events');
  await api.store.documents.act(before.id, 'pause');
  await untilSeen(first, ({ id }) => id === before.id);
  first.leave();
  const { id } = await sendArticle(api, article);
  await api.store.documents.act(before.id, 'cancel');
  await translateParagraphs(api.store);
  const back = await follow('/v1/events', first.events.at(-1)!.id);
  await untilSeen(back, (document) => document.id === id && document.status === 'done');
  await untilSeen(back, (document) => document.id === before.id && document.status === 'cancelled');
});

test('somebody who was away learns what was deleted meanwhile, or that nobody remembers', async () => {
  const [kept, gone] = [await sendArticle(api, article), await sendArticle(api, article)];
  const first = await follow('/v1/events');
  await api.store.documents.act(kept.id, 'pause');
  await untilSeen(first, ({ id }) => id === kept.id);
  first.leave();
  const lastEventId = first.events.at(-1)!.id!;
  await api.delete(`/v1/documents/${gone.id}`);
  const back = await follow('/v1/events', lastEventId);
  await untilSeen(back, ({ id }) => id === gone.id);
  const told = back.events.at(-1)!;
  expect(told).toMatchObject({ event: 'deleted', data: { id: gone.id } });
  expect(Number(told.id)).toBeGreaterThan(Number(lastEventId));

  const client = new pg.Client({ connectionString: api.databaseUrl });
  await client.connect();
  await client.query("update muwazi.deleted_documents set deleted_at = now() - interval '7 days 1 second'");
  await client.end();
  await api.delete(`/v1/documents/${kept.id}`);
  const late = await follow('/v1/events', lastEventId);
  await until(
    () => late.events,
    ([event]) => event?.event === 'resync',
    { withinMs: 15_000, label: 'the list is to be read anew' },
  );
  const inTime = await follow('/v1/events', told.id);
  await untilSeen(inTime, ({ id }) => id === kept.id);
});

test('an article that is deleted ends its stream', async () => {
  const { id } = await sendArticle(api, article);
  const stream = await follow(`/v1/documents/${id}/events`);
  await untilSeen(stream, () => true);
  await api.delete(`/v1/documents/${id}`);
  await stream.ended;
  expect(stream.events.at(-1)).toMatchObject({ event: 'deleted', data: { id } });
});

test('of an article that is not there nothing can be followed', async () => {
  const answer = await api.get(`/v1/documents/${randomUUID()}/events`);
  expect((await problemFrom(answer)).code).toBe('DOCUMENT_UNKNOWN');
});

test('an id that nobody gave counts as none', async () => {
  const { id } = await sendArticle(api, article);
  const stream = await follow(`/v1/documents/${id}/events`, 'x'.repeat(50));
  await untilSeen(stream, () => true);
});

test('a server that closes ends its streams at once', async () => {
  const own = await openTestApi();
  const stream = await openEventStream(new URL('/v1/events', own.url));
  const startedAt = performance.now();
  await own.close();
  await stream.ended;
  expect(performance.now() - startedAt).toBeLessThan(4_000);
});
