import { request as startRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { parse as parseDisposition } from 'content-disposition';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AlignedRow } from '../../../core/alignment.ts';
import type { Segment } from '../../../core/segment.ts';
import type { DocumentStore } from '../../../store/document-store.ts';
import { parseXml } from '../../support/parse-xml.ts';
import { claimParagraphs, translateParagraphs } from '../../support/play-worker.ts';
import { openTestApi, problemFrom, sendArticle, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

/** Rows of running exports: how many were read, and whether the reading has ended. */
const reading = { rows: 0, ended: false };
/** The next export's reading fails after so many rows. */
let failAfterRows = Number.POSITIVE_INFINITY;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ replace: ({ documents }) => ({ documents: watched(documents) }) });
});
afterAll(async () => {
  await api.close();
});

const article = '\nقال الوزير: «نعم».\n\nPhoto <a> & b\n';

test.each([
  { format: 'jsonl', type: 'application/jsonl; charset=utf-8' },
  { format: 'tsv', type: 'text/tab-separated-values; charset=utf-8' },
  { format: 'tmx', type: 'application/x-tmx+xml; charset=utf-8' },
])('a finished article is downloaded as $format', async ({ format, type }) => {
  const id = await translated({ text: article, title: 'خبر', publishedAt: '2026-03-01' });
  const response = await api.get(`/v1/documents/${id}/export?format=${format}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(type);
  const disposition = response.headers.get('content-disposition') ?? '';
  expect(parseDisposition(disposition)).toMatchObject({
    type: 'attachment',
    parameters: { filename: `خبر 2026-03-01.${format}` },
  });
  expect(disposition).toContain(`filename="muwazi-${id} 2026-03-01.${format}"`);
  expect(await response.text()).toContain('Photo');
});

test('the JSON lines put together are the article, byte for byte', async () => {
  const id = await translated({ text: article });
  const lines = (await download(id, 'jsonl')).trimEnd().split('\n');
  const rows = lines.map((line) => JSON.parse(line) as Record<'gapBefore' | 'source' | 'gapAfter', string>);
  expect(rows.map((row) => row.gapBefore + row.source + row.gapAfter).join('')).toBe(article);
});

test('the TMX has a unit for every segment', async () => {
  const id = await translated({ text: article });
  const units = parseXml(await download(id, 'tmx')).filter((element) => element.name === 'tu');
  expect(units).toHaveLength((await download(id, 'jsonl')).trimEnd().split('\n').length);
});

test('an article that is still being translated is refused, or comes in part when asked for', async () => {
  const { id } = await sendArticle(api, { text: article, title: 'خبر' });
  await translateParagraphs(api.store, { most: 1 });
  const refused = await api.get(`/v1/documents/${id}/export?format=tsv`);
  expect(refused.status).toBe(409);
  expect(refused.headers.get('content-disposition')).toBeNull();
  expect(await problemFrom(refused)).toMatchObject({
    code: 'DOCUMENT_NOT_DONE',
    retry: 'later',
    detail: 'The document is not finished: 1 of 2 paragraphs are done. Wait, or add partial=true.',
  });
  const partial = await api.get(`/v1/documents/${id}/export?format=tsv&partial=true`);
  expect(partial.status).toBe(200);
  expect(partial.headers.get('content-disposition')).toContain(' partial.tsv"');
  expect(await partial.text()).not.toContain('Photo');
  await translateParagraphs(api.store);
});

test('an article with a failed paragraph is not passed off as whole', async () => {
  const { id } = await sendArticle(api, { text: article });
  const [first] = await claimParagraphs(api.store, 1);
  await api.store.paragraphs.failClaim(first!, 'TRANSLATION_FAILED');
  await translateParagraphs(api.store);
  expect(await problemFrom(await api.get(`/v1/documents/${id}/export?format=jsonl`))).toMatchObject({
    status: 409,
    code: 'DOCUMENT_INCOMPLETE',
    detail: '1 of 2 paragraphs failed. Add partial=true to get the others.',
  });
  const partial = await api.get(`/v1/documents/${id}/export?format=jsonl&partial=true`);
  expect(await partial.text()).toContain('Photo');
});

test.each([
  { query: '', code: 'REQUEST_INVALID', says: '"format" is missing' },
  { query: '?format=pdf', code: 'EXPORT_FORMAT_UNKNOWN', says: 'Choose one of: jsonl, tsv, tmx' },
  { query: '?format=tmx&partial=yes', code: 'REQUEST_INVALID', says: '"partial" must be a boolean' },
])('export$query is refused with $code', async ({ query, code, says }) => {
  const id = await translated({ text: article });
  const problem = await problemFrom(await api.get(`/v1/documents/${id}/export${query}`));
  expect(problem).toMatchObject({ status: 400, code });
  expect(problem.detail).toContain(says);
});

test('a slow client slows the reading down, and one that leaves ends it', async () => {
  const id = await largeDocument();
  Object.assign(reading, { rows: 0, ended: false });
  const answer = await startDownload(`/v1/documents/${id}/export?format=jsonl`);
  let before = -1;
  await until(
    () => {
      const stands = reading.rows > 0 && reading.rows === before;
      before = reading.rows;
      return stands;
    },
    Boolean,
    { withinMs: 10_000, label: 'the reading waits for the client', everyMs: 300 },
  );
  expect(reading.rows).toBeLessThan(largeRows);
  answer.destroy();
  await until(() => reading.ended, Boolean, { withinMs: 2_000, label: 'the reading ends' });
  expect(reading.rows).toBeLessThan(largeRows);
});

test('a failure in the middle cuts the download off, so that half a file never looks whole', async () => {
  const id = await largeDocument();
  failAfterRows = 100;
  const response = await api.get(`/v1/documents/${id}/export?format=jsonl`);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow();
  expect(api.log).toContainEqual(
    expect.objectContaining({ level: 'warn', message: 'export cut off', format: 'jsonl' }),
  );
});

test('a failure at the beginning is a problem, not a file', async () => {
  const id = await translated({ text: article, title: 'خبر' });
  failAfterRows = 1;
  const response = await api.get(`/v1/documents/${id}/export?format=tmx`);
  expect(response.status).toBe(500);
  expect(response.headers.get('content-disposition')).toBeNull();
  expect(await problemFrom(response)).toMatchObject({ code: 'INTERNAL' });
});

async function download(id: string, format: string): Promise<string> {
  return await (await api.get(`/v1/documents/${id}/export?format=${format}`)).text();
}

async function translated(body: Readonly<Record<string, unknown>>): Promise<string> {
  const { id } = await sendArticle(api, body);
  await translateParagraphs(api.store);
  return id;
}

/** 40 MB of file: more than all buffers between the store and a client that does not read. */
const largeRows = 2_000;
const longTarget = 'word '.repeat(4_000);

async function largeDocument(): Promise<string> {
  const paragraph = Array.from({ length: largeRows / 4 }, () => 'كلمة').join(' ');
  const { id } = await sendArticle(api, { paragraphs: Array.from({ length: 4 }, () => paragraph) });
  await translateParagraphs(api.store, { translate: longSegments });
  return id;
}

function longSegments(text: string): readonly Segment[] {
  return [...text.matchAll(/\S+/gu)].map(({ 0: sourceText, index: start }, position) => ({
    position,
    start,
    end: start + sourceText.length,
    sourceText,
    targetText: longTarget,
    confidence: null,
    flags: [],
    origin: 'passthrough',
    model: null,
  }));
}

/** The answer as soon as its headers are there; nothing of its body is taken. */
async function startDownload(path: string): Promise<IncomingMessage> {
  const request = startRequest(new URL(path, api.url));
  request.end();
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return answer;
}

function watched(documents: DocumentStore): DocumentStore {
  return { ...documents, streamRows: (id, options) => watchedRows(documents.streamRows(id, options)) };
}

async function* watchedRows(rows: AsyncIterable<AlignedRow>): AsyncGenerator<AlignedRow> {
  const failAt = failAfterRows;
  failAfterRows = Number.POSITIVE_INFINITY;
  let read = 0;
  try {
    for await (const row of rows) {
      if (read === failAt) throw new Error('a fault of this test');
      read += 1;
      reading.rows += 1;
      yield row;
    }
  } finally {
    reading.ended = true;
  }
}
