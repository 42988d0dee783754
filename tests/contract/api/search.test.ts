import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Segment } from '../../../core/segment.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import { jsonOf, openTestApi, problemFrom, sendArticle, type TestApi } from '../../support/test-api.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}
interface Found {
  readonly segmentId: string;
  readonly documentId: string;
  readonly collection: string | null;
  readonly source: string;
  readonly target: string;
  readonly highlights: { readonly source: readonly Span[]; readonly target: readonly Span[] };
}
interface Answer {
  readonly items: readonly Found[];
  readonly nextCursor: string | null;
  readonly approximate: boolean;
}

const pairs: Readonly<Record<string, string>> = {
  'قَالَ الوَزِيرُ إن المدرسة أُغلقت.': 'The minister said the school was closed.',
  'وصل الوزراء إلى القاهره.': 'The ministers arrived in Cairo.',
  'المدرســة الجديدة': 'The new school',
};

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
  await send({ paragraphs: Object.keys(pairs).slice(0, 2), collection: 'a' });
  await send({ paragraphs: Object.keys(pairs).slice(2), collection: 'b', title: 'عنوان' });
});
afterAll(async () => {
  await api.close();
});

/** Sends an article and translates each paragraph as one sentence. */
async function send(article: Readonly<Record<string, unknown>>): Promise<void> {
  await sendArticle(api, article);
  await translateParagraphs(api.store, { translate: (text) => [segmentOf(text)] });
}

function segmentOf(sourceText: string): Segment {
  return {
    position: 0,
    start: 0,
    end: sourceText.length,
    sourceText,
    targetText: pairs[sourceText] ?? 'Another sentence',
    confidence: 0.5,
    flags: [],
    origin: 'model',
    model: { id: 'test', revision: '1' },
  };
}

async function search(query: Readonly<Record<string, string>>): Promise<Answer> {
  const response = await api.get(`/v1/search?${new URLSearchParams(query).toString()}`);
  expect(response.status).toBe(200);
  return jsonOf<Answer>(response);
}

const targetsOf = ({ items }: Answer): readonly string[] => items.map(({ target }) => target);

describe('a word', () => {
  test.each([
    ['without its vowels', 'الوزير'],
    ['without its article', 'وزير'],
  ])('is found %s, and shown where it stands', async (_how, q) => {
    const { items } = await search({ q });
    const found = items.find(({ source }) => source.startsWith('قَالَ'))!;
    expect(found.highlights.source.map(({ start, end }) => found.source.slice(start, end))).toEqual([
      'الوَزِيرُ',
    ]);
    expect(found.highlights.target).toEqual([]);
  });

  test.each(['القاهرة', 'القاهره', 'الي القاهرة'])('is found in either spelling: %s', async (q) => {
    expect(targetsOf(await search({ q }))).toEqual(['The ministers arrived in Cairo.']);
  });

  test('drawn out with tatweel is found, newest article first', async () => {
    expect(targetsOf(await search({ q: 'مدرسة' }))).toEqual([
      'The new school',
      'The minister said the school was closed.',
    ]);
  });

  test('of the translation is found in any of its forms', async () => {
    const { items } = await search({ q: 'schools' });
    expect(items).toHaveLength(2);
    for (const { target, highlights } of items)
      expect(highlights.target.map(({ start, end }) => target.slice(start, end))).toEqual(['school']);
  });

  test('that stands nowhere finds nothing, nor does what is no word', async () => {
    const nothing = { items: [], nextCursor: null, approximate: false };
    expect(await search({ q: 'زرافة' })).toEqual(nothing);
    expect(await search({ q: '؟ & | ! ()' })).toEqual(nothing);
  });
});

describe('a misspelt word', () => {
  test.each([
    ['القهرة', 'source', 'القاهره'],
    ['الوزبر', 'source', 'الوَزِيرُ'],
    ['ministr', 'target', 'minister'],
  ] as const)('finds the one that was meant: %s', async (q, side, meant) => {
    const { items, approximate } = await search({ q });
    expect(approximate).toBe(true);
    const found = items.map((item) =>
      item.highlights[side].map(({ start, end }) => item[side].slice(start, end)),
    );
    expect(found.flat()).toContain(meant);
  });

  test('is looked for beside the others, and page by page', async () => {
    expect(targetsOf(await search({ q: 'ministr closd' }))).toEqual([
      'The minister said the school was closed.',
    ]);
    const first = await search({ q: 'ministr', limit: '1' });
    const second = await search({ q: 'ministr', limit: '1', cursor: first.nextCursor! });
    expect(second.approximate).toBe(true);
    expect([...targetsOf(first), ...targetsOf(second)]).toEqual(targetsOf(await search({ q: 'ministr' })));
  });

  test('finds nothing where the words are to stand just so', async () => {
    for (const q of ['"new schol"', 'schol -new']) expect(targetsOf(await search({ q }))).toEqual([]);
  });
});

test('one collection is searched where one is asked for', async () => {
  const { items } = await search({ q: 'school', collection: 'b' });
  expect(items).toMatchObject([{ collection: 'b', title: 'عنوان', target: 'The new school' }]);
});

test('words are held together by quotes and left out by a minus', async () => {
  expect(targetsOf(await search({ q: '"new school"' }))).toEqual(['The new school']);
  expect(targetsOf(await search({ q: 'school -new' }))).toEqual(['The minister said the school was closed.']);
});

test('pages follow one another without a gap or a repetition', async () => {
  const first = await search({ q: 'school', limit: '1' });
  const second = await search({ q: 'school', limit: '1', cursor: first.nextCursor! });
  expect([...targetsOf(first), ...targetsOf(second)]).toEqual(targetsOf(await search({ q: 'school' })));
  expect(second.nextCursor).toBeNull();
});

test.each([
  ['?q=', 400, 'REQUEST_INVALID'],
  ['', 400, 'REQUEST_INVALID'],
  [`?q=${'a'.repeat(201)}`, 400, 'REQUEST_INVALID'],
  ['?q=%01', 422, 'TEXT_CONTROL_CHARACTER'],
  ['?q=a&cursor=abc', 400, 'CURSOR_INVALID'],
])('%s is refused', async (query, status, code) => {
  const response = await api.get(`/v1/search${query}`);
  expect(response.status).toBe(status);
  expect(await problemFrom(response)).toMatchObject({ code });
});
