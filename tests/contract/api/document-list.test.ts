import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DocumentResource } from '../../../api/documents/document-resource.ts';
import type { Segment, SegmentFlag } from '../../../core/segment.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import { jsonOf, openTestApi, problemFrom, sendArticle, type TestApi } from '../../support/test-api.ts';
import { segmentsOf } from '../../support/test-store.ts';

/*
 * Finding one's way among many articles.
 */

interface Made {
  readonly title: string | null;
  readonly text: string;
  readonly confidence?: number;
  readonly flags?: readonly SegmentFlag[];
  readonly collection?: string;
}

/** In the order they come in. */
const articles: readonly Made[] = [
  { title: 'ب', text: 'زار الوزير مدرسة', confidence: 0.9, collection: 'news' },
  { title: null, text: 'خبر', confidence: 0.2, flags: ['low-confidence', 'repetition'], collection: 'news' },
  { title: 'a 50%', text: 'كتاب جديد في المكتبة العامة اليوم', confidence: 0.5, flags: ['passthrough'] },
  { title: 'الأخبار', text: 'نص لم يترجم' },
];

let api: TestApi;
let ids: readonly string[];
beforeAll(async () => {
  api = await openTestApi();
  const made: string[] = [];
  for (const { title, text, confidence, flags = [], collection } of articles) {
    const { id } = await sendArticle(api, {
      text,
      title,
      ...(collection === undefined ? {} : { collection }),
    });
    made.push(id);
    if (confidence === undefined) continue;
    const translate = (paragraph: string): readonly Segment[] =>
      segmentsOf(paragraph).map((segment) => ({ ...segment, confidence, flags }));
    await translateParagraphs(api.store, { translate });
  }
  ids = made;
});
afterAll(async () => {
  await api.close();
});

interface Answer {
  readonly items: readonly DocumentResource[];
  readonly nextCursor: string | null;
  readonly total: number;
}

async function list(query: Readonly<Record<string, string>>): Promise<Answer> {
  return await jsonOf(await api.get(`/v1/documents?${new URLSearchParams(query).toString()}`));
}

/** Which articles, by the order they came in. */
async function found(query: Readonly<Record<string, string>>): Promise<readonly number[]> {
  const { items, total } = await list(query);
  expect(total).toBe(items.length);
  return items.map(({ id }) => ids.indexOf(id));
}

test.each([
  ['newest', [3, 2, 1, 0]],
  ['oldest', [0, 1, 2, 3]],
  ['title', [2, 3, 0, 1]],
  ['confidence', [1, 2, 0, 3]],
  ['size', [2, 0, 3, 1]],
])('sorted by %s, each article comes once, whatever the pages', async (sort, order) => {
  const seen: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await list({ sort, limit: '1', ...(cursor === null ? {} : { cursor }) });
    expect(page.total).toBe(4);
    seen.push(...page.items.map(({ id }) => ids.indexOf(id)));
    cursor = page.nextCursor;
  } while (cursor !== null && seen.length < 9);
  expect(seen).toEqual(order);
});

test('a cursor is good for the order it came from, and for no other', async () => {
  const { nextCursor } = await list({ sort: 'title', limit: '1' });
  const forged = Buffer.from(JSON.stringify(['size', '; drop', randomUUID()])).toString('base64url');
  for (const query of [
    { sort: 'size', cursor: nextCursor! },
    { sort: 'size', cursor: forged },
  ]) {
    const answer = await api.get(`/v1/documents?${new URLSearchParams(query).toString()}`);
    expect((await problemFrom(answer)).code).toBe('CURSOR_INVALID');
  }
});

test.each([
  [{ status: 'queued' }, [3]],
  [{ collection: 'news' }, [1, 0]],
  [{ flag: 'repetition' }, [1]],
  [{ flag: 'truncated' }, []],
  [{ maxConfidence: '0.5' }, [2, 1]],
  [{ minConfidence: '0.5', maxConfidence: '0.5' }, [2]],
  [{ from: '2020-01-01' }, [3, 2, 1, 0]],
  [{ until: '2020-01-01' }, []],
  [{ q: '50%' }, [2]],
  [{ q: '%' }, [2]],
  [{ q: 'اخبار' }, [3]],
  [{ q: 'جديد' }, [2]],
  [{ q: 'المكتب' }, [2]],
  [{ q: "'):* | & !" }, []],
  [{ q: 'كتاب', collection: 'news' }, []],
])('%j leaves the articles it should', async (query, expected) => {
  expect(await found(query)).toEqual(expected);
});

test('what is no date, and a period that ends before it begins, are refused', async () => {
  for (const query of ['from=yesterday', 'from=2026-01-02&until=2026-01-01', 'sort=best'])
    expect((await problemFrom(await api.get(`/v1/documents?${query}`))).code).toBe('REQUEST_INVALID');
});

test('an article says how many of its sentences a person should look at, until one did', async () => {
  const summaryOf = async (): Promise<DocumentResource['segments']> =>
    (await jsonOf<DocumentResource>(await api.get(`/v1/documents/${ids[1]}`))).segments;
  expect(await summaryOf()).toEqual({
    total: 1,
    needsLook: 1,
    meanConfidence: expect.closeTo(0.2, 5) as number,
  });
  const rows = await jsonOf<{ items: { segmentId: string }[] }>(
    await api.get(`/v1/documents/${ids[1]}/segments`),
  );
  const edit = { segmentId: rows.items[0]!.segmentId, targetText: 'News', basedOn: 0 };
  await api.store.revisions.edit(ids[1]!, edit, { author: null });
  expect(await summaryOf()).toEqual({ total: 1, needsLook: 0, meanConfidence: null });
  expect(await found({ flag: 'repetition' })).toEqual([]);
  // Passed through is nothing to look at.
  const third = await jsonOf<DocumentResource>(await api.get(`/v1/documents/${ids[2]}`));
  expect(third.segments).toMatchObject({ total: 6, needsLook: 0 });
});

test('the labels there are, with their articles', async () => {
  expect(await jsonOf(await api.get('/v1/collections'))).toEqual({ items: [{ name: 'news', documents: 2 }] });
});

test('some articles are downloaded by their ids', async () => {
  const answer = await api.get(`/v1/exports?format=jsonl&ids=${ids[0]},${ids[2]},${randomUUID()}`);
  const rows = (await answer.text()).trim().split('\n');
  expect(new Set(rows.map((row) => (JSON.parse(row) as { documentId: string }).documentId))).toEqual(
    new Set([ids[0], ids[2]]),
  );
  expect((await problemFrom(await api.get('/v1/exports?format=jsonl&ids=x'))).code).toBe('REQUEST_INVALID');
});

test('the sample is one article, however often and at whatever moments it is asked for', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => api.post('/v1/samples', {})));
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
  const samples = await Promise.all(answers.map((answer) => jsonOf<DocumentResource>(answer)));
  expect(new Set(samples.map(({ id }) => id)).size).toBe(1);
  expect(samples[0]!.paragraphs.total).toBe(6);
  await api.delete(`/v1/documents/${samples[0]!.id}`);
  expect((await api.post('/v1/samples', {})).status).toBe(202);
});

test('many are deleted at once, and what was not there is said', async () => {
  const gone = randomUUID();
  const answer = await api.post('/v1/documents:delete', { ids: [ids[0], gone, 'x', ids[0]] });
  expect([answer.status, await jsonOf(answer)]).toEqual([200, { deleted: [ids[0]], unknown: [gone, 'x'] }]);
  expect((await api.get(`/v1/documents/${ids[0]}`)).status).toBe(404);
});
