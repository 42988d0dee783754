import { createHash } from 'node:crypto';
import { parse as parseDisposition } from 'content-disposition';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Segment } from '../../../core/segment.ts';
import { exportFormats } from '../../../exports/export-formats.ts';
import type { ExportStore } from '../../../store/export-store.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import { openTestApi, problemFrom, sendArticle, type TestApi } from '../../support/test-api.ts';
import { segmentsOf } from '../../support/test-store.ts';
import { until } from '../../support/until.ts';

/** Counts what downloads read. */
const reading = { opened: 0, rows: 0 };

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi({ replace: ({ exports }) => ({ exports: watched(exports) }) });
});
afterAll(async () => {
  await api.close();
});

async function translated(
  body: Readonly<Record<string, unknown>>,
  translate: (text: string) => readonly Segment[] = segmentsOf,
): Promise<string> {
  const { id } = await sendArticle(api, body);
  await translateParagraphs(api.store, { translate });
  return id;
}

/** The first word of a paragraph is doubtful. */
function doubtful(text: string): readonly Segment[] {
  return segmentsOf(text).map((segment, index) =>
    index === 0 ? { ...segment, confidence: 0.1, flags: ['low-confidence'] } : segment,
  );
}

async function sourcesOf(query: string): Promise<readonly string[]> {
  const text = await (await api.get(`/v1/exports?format=jsonl&${query}`)).text();
  const lines = text === '' ? [] : text.trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { readonly source: string }).source);
}

function head(path: string): Promise<Response> {
  return fetch(new URL(path, api.url), { method: 'HEAD' });
}

function conditional(path: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(new URL(path, api.url), { headers: { ...headers } });
}

/** The Last-Modified of a download, once it is old enough to be told. */
async function lastModifiedOf(path: string): Promise<string> {
  const seen = await until(
    async () => (await head(path)).headers.get('last-modified'),
    (value) => value !== null,
    { withinMs: 10_000, label: 'Last-Modified is told' },
  );
  return seen ?? '';
}

describe('many articles as one file', () => {
  test.each(exportFormats.map(({ name, mediaType, extension }) => ({ name, mediaType, extension })))(
    '$name has the articles of the collection, and says so in its name',
    async ({ name, mediaType, extension }) => {
      const collection = `اقتصاد ${name}`;
      await translated({ text: 'أول', collection });
      await translated({ text: 'ثان', collection });
      const response = await api.get(
        `/v1/exports?format=${name}&collection=${encodeURIComponent(collection)}&from=2020-01-01&to=2999-12-31`,
      );
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(mediaType);
      const disposition = response.headers.get('content-disposition') ?? '';
      expect(parseDisposition(disposition).parameters['filename']).toBe(
        `${collection} 2020-01-01 to 2999-12-31.${extension}`,
      );
      expect(disposition).toContain(`filename="muwazi-articles 2020-01-01 to 2999-12-31.${extension}"`);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
    },
  );

  test('come in the order they came in, without those that are not finished', async () => {
    const collection = 'order';
    await translated({ text: 'أول', collection });
    await translated({ text: 'ثان ثالث', collection });
    const waiting = await sendArticle(api, { text: 'رابع', collection });
    expect(await sourcesOf(`collection=${collection}`)).toEqual(['أول', 'ثان', 'ثالث']);
    expect(await sourcesOf(`collection=${collection}&status=queued`)).toEqual([]);
    await translateParagraphs(api.store);
    expect(await sourcesOf(`collection=${collection}`)).toEqual(['أول', 'ثان', 'ثالث', 'رابع']);
    expect(waiting.status).toBe('queued');
  });

  test('can be asked for by day, by moment, by warning and by confidence', async () => {
    const collection = 'choice';
    const id = await translated({ text: 'سطر أول\n\nسطر ثان', collection }, doubtful);
    const { createdAt } = (await api.store.documents.find(id))!;
    const day = createdAt.toISOString().slice(0, 10);
    const of = (query: string) => sourcesOf(`collection=${collection}&${query}`);
    expect(await of(`from=${day}&to=${day}`)).toHaveLength(4);
    expect(await of(`from=${createdAt.toISOString()}`)).toHaveLength(4);
    expect(await of(`to=${createdAt.toISOString()}`)).toEqual([]);
    expect(await of('flag=low-confidence')).toEqual(['سطر', 'سطر']);
    expect(await of('minConfidence=0.5')).toEqual(['أول', 'ثان']);
    expect(await of('flag=repetition')).toEqual([]);
    const text = await api.get(`/v1/exports?format=txt&collection=${collection}&minConfidence=0.5`);
    expect(await text.text()).toBe('<أول>\n\n<ثان>\n');
  });

  test('none is an empty file of its format, not a failure', async () => {
    const response = await api.get('/v1/exports?format=tmx&collection=nothing%20of%20it');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<body>\n  </body>');
  });

  test.each([
    { query: '', code: 'REQUEST_INVALID', says: '"format" is missing' },
    {
      query: '?format=pdf',
      code: 'EXPORT_FORMAT_UNKNOWN',
      says: exportFormats.map(({ name }) => name).join(', '),
    },
    { query: '?format=tmx&bom=true', code: 'REQUEST_INVALID', says: 'takes no byte order mark' },
    { query: '?format=tmx&from=yesterday', code: 'REQUEST_INVALID', says: '"from" must be a date' },
    { query: '?format=tmx&to=2026-02-30', code: 'REQUEST_INVALID', says: '"to" must be a date' },
    {
      query: '?format=tmx&from=2026-03-02&to=2026-03-01',
      code: 'REQUEST_INVALID',
      says: '"from" must be before',
    },
    { query: '?format=tmx&status=lost', code: 'REQUEST_INVALID', says: '"status" must be one of' },
    { query: '?format=tmx&flag=ugly', code: 'REQUEST_INVALID', says: '"flag" must be one of' },
    {
      query: '?format=tmx&minConfidence=1.5',
      code: 'REQUEST_INVALID',
      says: '"minConfidence" must be at most 1',
    },
    {
      query: '?format=tmx&minConfidence=high',
      code: 'REQUEST_INVALID',
      says: '"minConfidence" must be a number',
    },
    { query: '?format=tmx&partial=true', code: 'REQUEST_INVALID', says: '"partial" is not a field' },
  ])('are refused with $code: $query', async ({ query, code, says }) => {
    const problem = await problemFrom(await api.get(`/v1/exports${query}`));
    expect(problem).toMatchObject({ status: 400, code });
    expect(problem.detail).toContain(says);
  });

  test('too many for a Word document are refused before a byte, and kept by no cache', async () => {
    const words = Array.from({ length: 5_001 }, () => 'كلمة').join(' ');
    await translated({ paragraphs: [words], collection: 'long' });
    const response = await api.get('/v1/exports?format=docx&collection=long');
    expect(await problemFrom(response)).toMatchObject({ status: 413, code: 'EXPORT_TOO_LARGE' });
    expect(response.headers.get('etag')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

test.each(['csv', 'tsv'])('%s comes with a byte order mark when asked', async (format) => {
  const id = await translated({ text: 'نص' });
  for (const path of [`/v1/documents/${id}/export?`, '/v1/exports?collection=x&']) {
    const marked = Buffer.from(await (await api.get(`${path}format=${format}&bom=true`)).arrayBuffer());
    const plain = Buffer.from(await (await api.get(`${path}format=${format}`)).arrayBuffer());
    expect(marked).toEqual(Buffer.concat([Buffer.from('\u{FEFF}'), plain]));
  }
});

describe('a download that has not changed', () => {
  test.each(exportFormats.map(({ name }) => name))('as %s is the same to the byte', async (format) => {
    const id = await translated({ text: 'نص «ثابت».', title: 'عنوان', collection: `same ${format}` });
    for (const path of [
      `/v1/documents/${id}/export?format=${format}`,
      `/v1/exports?format=${format}&collection=same%20${format}`,
    ]) {
      const answers = [await api.get(path), await api.get(path)];
      const [one, other] = await Promise.all(answers.map((answer) => answer.arrayBuffer()));
      expect(answers[0]?.headers.get('etag')).toMatch(/^"[\da-f]{32}"$/);
      expect(answers[1]?.headers.get('etag')).toBe(answers[0]?.headers.get('etag'));
      expect(digest(one!)).toBe(digest(other!));
    }
  });

  test('is told so, without being read', async () => {
    const collection = 'unchanged';
    await translated({ text: 'نص', collection });
    const path = `/v1/exports?format=tsv&collection=${collection}`;
    const etag = (await head(path)).headers.get('etag') ?? '';
    reading.opened = 0;
    for (const tags of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      const response = await conditional(path, { 'if-none-match': tags });
      expect([tags, response.status, await response.text()]).toEqual([tags, 304, '']);
      expect(response.headers.get('etag')).toBe(etag);
      expect(response.headers.get('cache-control')).toBe('private, no-cache');
    }
    expect(reading.opened).toBe(0);
    expect((await conditional(path, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('has another tag in another format, with a mark, or with other rows', async () => {
    const collection = 'tags';
    const id = await translated({ text: 'نص', collection });
    const paths = [
      `/v1/documents/${id}/export?format=tsv`,
      `/v1/documents/${id}/export?format=csv`,
      `/v1/documents/${id}/export?format=csv&bom=true`,
      `/v1/exports?format=csv&collection=${collection}`,
      `/v1/exports?format=csv&collection=${collection}&minConfidence=0.1`,
      `/v1/exports?format=csv&collection=${collection}&minConfidence=0.2`,
      `/v1/exports?format=csv&collection=${collection}&flag=truncated`,
    ];
    const tags = await Promise.all(paths.map(async (path) => (await head(path)).headers.get('etag')));
    expect(new Set(tags).size).toBe(paths.length);
  });

  test('is known by its date too, unless a tag says otherwise', async () => {
    const id = await translated({ text: 'نص' });
    const path = `/v1/documents/${id}/export?format=jsonl`;
    const lastModified = await lastModifiedOf(path);
    const { finishedAt } = (await api.store.documents.find(id))!;
    expect(lastModified).toBe(finishedAt?.toUTCString());
    expect((await conditional(path, { 'if-modified-since': lastModified })).status).toBe(304);
    const before = new Date(Date.parse(lastModified) - 1_000).toUTCString();
    expect((await conditional(path, { 'if-modified-since': before })).status).toBe(200);
    expect(
      (await conditional(path, { 'if-modified-since': lastModified, 'if-none-match': '"x"' })).status,
    ).toBe(200);
  });

  test('and then does, is sent anew', async () => {
    const collection = 'edited';
    const id = await translated({ text: 'نص', collection });
    const paths = [
      `/v1/documents/${id}/export?format=tsv`,
      `/v1/exports?format=tsv&collection=${collection}`,
    ];
    const before = await Promise.all(paths.map((path) => api.get(path)));
    const file = await before[0]!.text();
    const edited = await api.postBytes(
      `/v1/documents/${id}/import?format=tsv`,
      file.replace('<نص>', 'a text'),
      'text/tab-separated-values',
    );
    expect(edited.status).toBe(200);
    for (const [index, path] of paths.entries()) {
      const etag = before[index]?.headers.get('etag') ?? '';
      const after = await conditional(path, { 'if-none-match': etag });
      expect(after.status).toBe(200);
      expect(await after.text()).toContain('a text');
    }
  });
});

test('a part of an article that is still being translated has a weak tag that changes with every paragraph', async () => {
  const { id } = await sendArticle(api, { text: 'أول\n\nثان\n\nثالث' });
  const path = `/v1/documents/${id}/export?format=tmx&partial=true`;
  const tags: string[] = [];
  for (let done = 0; done < 2; done += 1) {
    await translateParagraphs(api.store, { most: 1 });
    const { headers } = await api.get(path);
    expect(headers.get('etag')).toMatch(/^W\/"/);
    expect(headers.get('last-modified')).toBeNull();
    tags.push(headers.get('etag') ?? '');
    expect((await conditional(path, { 'if-none-match': tags.at(-1) ?? '' })).status).toBe(304);
  }
  expect(tags[0]).not.toBe(tags[1]);
  await translateParagraphs(api.store);
});

test.each(['jsonl', 'docx', 'moses'])(
  'HEAD tells of a %s file what GET does, without reading it',
  async (format) => {
    const collection = `head ${format}`;
    const id = await translated({ text: 'نص', collection });
    for (const path of [
      `/v1/exports?format=${format}&collection=${encodeURIComponent(collection)}`,
      `/v1/documents/${id}/export?format=${format}`,
    ]) {
      reading.opened = 0;
      const asked = await head(path);
      expect(reading.opened).toBe(0);
      const sent = await api.get(path);
      await sent.arrayBuffer();
      expect(asked.status).toBe(200);
      for (const name of ['content-type', 'content-disposition', 'etag', 'cache-control', 'content-length'])
        expect([name, asked.headers.get(name)]).toEqual([name, sent.headers.get(name)]);
    }
    expect((await head(`/v1/exports?format=pdf`)).status).toBe(400);
  },
);

test('the first bytes are there before the last rows are read, and a client that leaves ends the reading', async () => {
  const collection = 'large';
  const longTarget = 'word '.repeat(4_000);
  const paragraphs = Array.from({ length: 40 }, () => Array.from({ length: 50 }, () => 'كلمة').join(' '));
  await translated({ paragraphs, collection }, (text) =>
    segmentsOf(text).map((segment) => ({ ...segment, targetText: longTarget })),
  );
  const leaving = new AbortController();
  reading.rows = 0;
  const response = await fetch(new URL(`/v1/exports?format=jsonl&collection=${collection}`, api.url), {
    signal: leaving.signal,
  });
  const body = response.body!.getReader();
  expect((await body.read()).done).toBe(false);
  let before = -1;
  await until(
    () => {
      const stands = reading.rows === before;
      before = reading.rows;
      return stands;
    },
    Boolean,
    { withinMs: 10_000, label: 'the reading waits for the client', everyMs: 300 },
  );
  expect(reading.rows).toBeLessThan(2_000);
  leaving.abort();
  await until(
    () => open,
    (count) => count === 0,
    { withinMs: 5_000, label: 'the reading ends' },
  );
  expect(reading.rows).toBeLessThan(2_000);
});

/** Readings that have begun and not ended. */
let open = 0;

function watched(exports: ExportStore): ExportStore {
  return {
    ...exports,
    stream: async function* (selection, options) {
      reading.opened += 1;
      open += 1;
      try {
        for await (const { document, rows } of exports.stream(selection, options))
          yield { document, rows: counted(rows) };
      } finally {
        open -= 1;
      }
    },
  };
}

async function* counted<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  for await (const row of rows) {
    reading.rows += 1;
    yield row;
  }
}

function digest(bytes: ArrayBuffer): string {
  return createHash('sha256').update(Buffer.from(bytes)).digest('hex');
}
