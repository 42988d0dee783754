import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { segmentsOf } from '../../support/test-store.ts';
import { claimParagraphs, translateParagraphs } from '../../support/play-worker.ts';
import {
  jsonOf,
  openTestApi,
  problemFrom,
  sendArticle,
  type DocumentAnswer,
  type TestApi,
} from '../../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterEach(async () => {
  for (const { id } of (await page('/v1/documents')).items) await api.delete(`/v1/documents/${id}`);
});
afterAll(async () => {
  await api.close();
});

const article = 'العنوان الأول.\n\nفقرة ثانية هنا.\n\nPhoto: Reuters\n';

test('an article is accepted at once, with an address to ask at', async () => {
  const response = await api.post('/v1/documents', {
    text: article,
    title: 'خبر اليوم',
    sourceUrl: 'https://example.org/news?id=7',
    publishedAt: '2026-03-01T09:30:00+03:00',
    collection: 'economy',
    externalId: 'ext-7',
  });
  const document = await jsonOf<DocumentAnswer>(response);
  expect(response.status).toBe(202);
  expect(response.headers.get('location')).toBe(`/v1/documents/${document.id}`);
  expect(document).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    status: 'queued',
    priority: 'normal',
    title: 'خبر اليوم',
    sourceUrl: 'https://example.org/news?id=7',
    publishedAt: '2026-03-01T09:30:00+03:00',
    collection: 'economy',
    externalId: 'ext-7',
    sourceChars: article.length,
    paragraphs: { total: 3, queued: 3, running: 0, done: 0, failed: 0, cancelled: 0 },
    progress: 0,
    errors: [],
    createdAt: expect.stringMatching(/Z$/) as string,
    startedAt: null,
    finishedAt: null,
    revisedAt: null,
    segments: { total: 0, needsLook: 0, meanConfidence: null },
  });
});

test('progress goes from 0 to 1 with the paragraphs, and there is nothing to wait for at the end', async () => {
  const { id } = await sendArticle(api, { text: article });
  expect(await document(id)).toMatchObject({ status: 'queued', progress: 0, etaSeconds: null });
  await translateParagraphs(api.store, { most: 1 });
  expect(await document(id)).toMatchObject({ status: 'running', progress: 1 / 3 });
  await translateParagraphs(api.store);
  expect(await document(id)).toMatchObject({ status: 'done', progress: 1, etaSeconds: null });
});

test('a paragraph that failed counts as finished, and the document says why', async () => {
  const { id } = await sendArticle(api, { text: article });
  const [first] = await claimParagraphs(api.store, 1);
  await api.store.paragraphs.failClaim(first!, 'TRANSLATION_FAILED');
  await translateParagraphs(api.store);
  expect(await document(id)).toMatchObject({
    status: 'failed',
    progress: 1,
    errors: [{ code: 'TRANSLATION_FAILED', paragraphs: 1 }],
  });
});

test('each element of paragraphs[] is one paragraph whatever it holds, joined by blank lines', async () => {
  const paragraphs = ['سطر أول\n\nسطر ثان', '  كلام  ', 'Photo: Reuters'];
  const sent = await sendArticle(api, { paragraphs });
  expect(sent.paragraphs.total).toBe(3);
  await translateParagraphs(api.store);
  expect(await sourceOf(sent.id)).toBe(paragraphs.join('\n\n'));
});

test('the source text comes back exactly, blank lines, marks and all', async () => {
  const text = '\u200f\n  «خبر» أول\u00a0؟ \r\n\r\nفقرة\tثانية 😀\n\n\n';
  const { id } = await sendArticle(api, { text });
  await translateParagraphs(api.store);
  expect(await sourceOf(id)).toBe(text);
});

test('documents are listed newest first, page by page, and can be filtered', async () => {
  for (const name of ['a', 'b', 'c']) {
    await sendArticle(api, { text: article, title: name, collection: name === 'b' ? 'other' : 'news' });
  }
  const first = await page('/v1/documents?limit=2');
  expect(first.items.map((item) => item.title)).toEqual(['c', 'b']);
  const second = await page(`/v1/documents?limit=2&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
  expect(second.items.map((item) => item.title)).toEqual(['a']);
  expect(second.nextCursor).toBeNull();
  expect((await page('/v1/documents?collection=news')).items.map((item) => item.title)).toEqual(['c', 'a']);
  expect((await page('/v1/documents?status=done')).items).toEqual([]);
  expect((await page('/v1/documents?status=queued')).items).toHaveLength(3);
});

test.each(['x', '', 'eyJhIjoxfQ', '%00', "'; drop table documents; --"])(
  'a cursor %j that this server did not give is refused',
  async (cursor) => {
    const { id } = await sendArticle(api, { text: article });
    for (const path of ['/v1/documents', `/v1/documents/${id}/segments`]) {
      const response = await api.get(`${path}?cursor=${encodeURIComponent(cursor)}`);
      expect(response.status).toBe(400);
      expect((await problemFrom(response)).code).toBe('CURSOR_INVALID');
    }
  },
);

test('segments are the rows of the text in order, page by page', async () => {
  const { id } = await sendArticle(api, { text: 'واحد اثنان ثلاثة\n\nأربعة خمسة' });
  await translateParagraphs(api.store);
  const first = await segments(`/v1/documents/${id}/segments?limit=3`);
  const second = await segments(
    `/v1/documents/${id}/segments?cursor=${encodeURIComponent(first.nextCursor ?? '')}`,
  );
  const rows = [...first.items, ...second.items];
  expect(rows.map((row) => row.source)).toEqual(['واحد', 'اثنان', 'ثلاثة', 'أربعة', 'خمسة']);
  expect(second.nextCursor).toBeNull();
  expect(rows[3]).toEqual({
    revision: 0,
    segmentId: expect.stringMatching(/\.0$/) as string,
    documentId: id,
    paragraphId: expect.any(String) as string,
    paragraphPosition: 1,
    position: 0,
    source: 'أربعة',
    target: '<أربعة>',
    sourceStart: 18,
    sourceEnd: 23,
    gapBefore: '\n\n',
    gapAfter: '',
    confidence: 0.5,
    flags: [],
    origin: 'model',
    model: { id: 'test', revision: '1' },
    translatedAt: expect.stringMatching(/Z$/) as string,
  });
});

test('a window of segments is asked for by its place, or only what needs a look', async () => {
  const { id } = await sendArticle(api, { text: 'واحد اثنان\n\nثلاثة أربعة خمسة' });
  const weak = new Set(['اثنان', 'خمسة']);
  await translateParagraphs(api.store, {
    translate: (text) =>
      segmentsOf(text).map((segment) =>
        weak.has(segment.sourceText) ? { ...segment, flags: ['low-confidence'] } : segment,
      ),
  });
  const sourcesOf = async (query: string): Promise<readonly string[]> =>
    (await segments(`/v1/documents/${id}/segments?${query}`)).items.map((row) => row.source);
  expect(await sourcesOf('from=1&limit=3')).toEqual(['اثنان', 'ثلاثة', 'أربعة']);
  expect(await sourcesOf('from=5')).toEqual([]);
  expect(await sourcesOf('needsLook=true')).toEqual(['اثنان', 'خمسة']);
  expect(await sourcesOf('flag=low-confidence&from=1')).toEqual(['خمسة']);
  expect(await sourcesOf('flag=truncated')).toEqual([]);
  const { nextCursor } = await segments(`/v1/documents/${id}/segments?limit=1&needsLook=true`);
  expect(await sourcesOf(`needsLook=true&cursor=${nextCursor}`)).toEqual(['خمسة']);
  for (const query of [`from=1&cursor=${nextCursor}`, 'from=-1', 'needsLook=perhaps', 'flag=none'])
    expect((await problemFrom(await api.get(`/v1/documents/${id}/segments?${query}`))).code).toBe(
      'REQUEST_INVALID',
    );
});

test('a deleted document is gone, with its segments and its place in the list', async () => {
  const { id } = await sendArticle(api, { text: article });
  await translateParagraphs(api.store, { most: 1 });
  const response = await api.delete(`/v1/documents/${id}`);
  expect(response.status).toBe(204);
  expect(await response.text()).toBe('');
  for (const path of [`/v1/documents/${id}`, `/v1/documents/${id}/segments`]) {
    expect((await problemFrom(await api.get(path))).code).toBe('DOCUMENT_UNKNOWN');
  }
  expect((await problemFrom(await api.delete(`/v1/documents/${id}`))).code).toBe('DOCUMENT_UNKNOWN');
  expect((await page('/v1/documents')).items).toEqual([]);
});

async function document(id: string): Promise<DocumentAnswer> {
  return await jsonOf(await api.get(`/v1/documents/${id}`));
}

interface PageAnswer<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

async function page(path: string): Promise<PageAnswer<DocumentAnswer>> {
  return await jsonOf(await api.get(path));
}

interface SegmentAnswer {
  readonly source: string;
  readonly gapBefore: string;
  readonly gapAfter: string;
}

async function segments(path: string): Promise<PageAnswer<SegmentAnswer>> {
  return await jsonOf(await api.get(path));
}

async function sourceOf(id: string): Promise<string> {
  const { items } = await segments(`/v1/documents/${id}/segments?limit=500`);
  return items.map((row) => row.gapBefore + row.source + row.gapAfter).join('');
}
