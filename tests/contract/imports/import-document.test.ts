import { once } from 'node:events';
import { request as startRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportReport } from '../../../api/documents/import-report.ts';
import { limits } from '../../../core/limits.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import { jsonOf, openTestApi, problemFrom, sendArticle, type TestApi } from '../../support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
});

const mediaTypes = {
  tmx: 'application/x-tmx+xml',
  xliff: 'application/xliff+xml',
  xliff12: 'text/xml; charset=utf-8',
  tsv: 'text/tab-separated-values',
} as const;
type Format = keyof typeof mediaTypes;

async function translated(text = 'صباح الخير.'): Promise<string> {
  const { id } = await sendArticle(api, { text });
  await translateParagraphs(api.store);
  return id;
}

async function download(id: string, format: string): Promise<string> {
  return await (await api.get(`/v1/documents/${id}/export?format=${format}`)).text();
}

function send(id: string, format: Format, file: string | Uint8Array, more = ''): Promise<Response> {
  return api.postBytes(`/v1/documents/${id}/import?format=${format}${more}`, file, mediaTypes[format]);
}

async function counts(response: Response): Promise<Readonly<Record<string, number>>> {
  expect(response.status).toBe(200);
  const report = await jsonOf<ImportReport>(response);
  return Object.fromEntries(Object.entries(report).map(([part, { count }]) => [part, count]));
}

test.each(['tmx', 'xliff', 'xliff12', 'tsv'] as const)(
  'a word changed in the %s comes back as the text of a person',
  async (format) => {
    const id = await translated();
    const file = await download(id, format);
    const edited = file.replaceAll(/(&lt;|<)صباح(>|&gt;)/gu, 'Good');
    expect(edited).not.toBe(file);
    expect(await counts(await send(id, format, file))).toEqual({
      applied: 0,
      unchanged: 2,
      unknown: 0,
      conflict: 0,
    });
    const report = await jsonOf<ImportReport>(await send(id, format, edited, '&author=A.%20Person'));
    expect(report.applied).toEqual({
      count: 1,
      segments: [
        {
          segmentId: expect.stringMatching(/\.0$/) as string,
          line: expect.any(Number) as number,
          reason: null,
        },
      ],
    });
    expect(await counts(await send(id, format, edited))).toMatchObject({ applied: 0, unchanged: 2 });
    const [first] = (await download(id, 'jsonl')).split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({
      target: 'Good',
      origin: 'human',
      revision: 1,
      flags: [],
    });
    expect(await counts(await send(id, format, await download(id, format)))).toMatchObject({ unchanged: 2 });
  },
);

test('the report says what is unknown and what is in conflict, and the rest is applied', async () => {
  const id = await translated('واحد اثنان ثلاثة أربعة');
  const file = await download(id, 'tsv');
  await send(id, 'tsv', file.replace('<اثنان>', 'two'));
  const lines = file.split('\n');
  const edited = [
    lines[0],
    lines[1]?.replace('<واحد>', 'one'),
    lines[2]?.replace('<اثنان>', 'deux'),
    lines[3]?.replace('ثلاثة', 'خمسة'),
    lines[4]?.replace('<أربعة>', ''),
    lines[4]?.replace(/\.3\t/, '.77\t'),
  ].join('\n');
  const report = await jsonOf<ImportReport>(await send(id, 'tsv', edited));
  expect(report.applied.count).toBe(1);
  expect(report.conflict.segments.map(({ line, reason }) => ({ line, reason }))).toEqual([
    { line: 3, reason: 'changed-since' },
    { line: 4, reason: 'source-differs' },
    { line: 5, reason: 'emptied' },
  ]);
  expect(report.unknown).toMatchObject({
    count: 1,
    segments: [{ segmentId: expect.stringMatching(/\.77$/) as string, line: 6 }],
  });
});

test('the same file sent several times at once is applied once', async () => {
  const id = await translated('واحد اثنان');
  const edited = (await download(id, 'tmx')).replace('&lt;واحد&gt;', 'one');
  const all = await Promise.all(
    Array.from({ length: 5 }, async () => await counts(await send(id, 'tmx', edited))),
  );
  expect(all.filter(({ applied }) => applied === 1)).toHaveLength(1);
  expect(all.filter(({ unchanged }) => unchanged === 2)).toHaveLength(4);
});

test('a document that is still being translated takes no file', async () => {
  const { id } = await sendArticle(api, { text: 'أول\n\nثان' });
  await translateParagraphs(api.store, { most: 1 });
  const file = await (await api.get(`/v1/documents/${id}/export?format=tmx&partial=true`)).text();
  expect(await problemFrom(await send(id, 'tmx', file))).toMatchObject({
    status: 409,
    code: 'IMPORT_DOCUMENT_RUNNING',
    retry: 'later',
  });
  await translateParagraphs(api.store);
  expect(await counts(await send(id, 'tmx', file))).toMatchObject({ unchanged: 1 });
});

test('a document that was cancelled takes edits of what is there', async () => {
  const { id } = await sendArticle(api, { text: 'أول\n\nثان' });
  await translateParagraphs(api.store, { most: 1 });
  expect((await api.post(`/v1/documents/${id}/cancel`, {})).ok).toBe(true);
  const file = await (await api.get(`/v1/documents/${id}/export?format=tmx&partial=true`)).text();
  expect(await counts(await send(id, 'tmx', file.replace('&lt;أول&gt;', 'First')))).toMatchObject({
    applied: 1,
  });
});

test('a file that is wrong near its end changes nothing', async () => {
  const id = await translated('واحد اثنان');
  const before = await download(id, 'jsonl');
  const edited = (await download(id, 'tmx')).replace('&lt;واحد&gt;', 'one');
  const cut = edited.slice(0, -20);
  const misspelt = edited.replace('</body>', '</boody>');
  for (const [file, upTo] of [
    [cut, cut],
    [misspelt, misspelt.slice(0, misspelt.indexOf('</boody>'))],
  ] as const) {
    expect(await problemFrom(await send(id, 'tmx', file))).toMatchObject({
      status: 422,
      code: 'IMPORT_BROKEN',
      details: { line: upTo.split('\n').length },
    });
  }
  const other = await translated('واحد اثنان');
  expect(await problemFrom(await send(other, 'tmx', edited))).toMatchObject({
    status: 422,
    code: 'IMPORT_WRONG_DOCUMENT',
    details: { found: id },
  });
  expect(await problemFrom(await send(id, 'tmx', edited.replaceAll('"en"', '"fr"')))).toMatchObject({
    status: 422,
    code: 'IMPORT_WRONG_LANGUAGE',
    details: { found: 'fr' },
  });
  expect(await download(id, 'jsonl')).toBe(before);
});

test.each([
  { query: '', status: 400, code: 'REQUEST_INVALID', says: '"format" is missing' },
  { query: '?format=docx', status: 400, code: 'IMPORT_FORMAT_UNKNOWN', says: 'tmx, xliff, xliff12, tsv' },
  { query: '?format=tmx&author=', status: 400, code: 'REQUEST_INVALID', says: '"author"' },
  { query: '?format=tmx&dry=1', status: 400, code: 'REQUEST_INVALID', says: '"dry" is not a field' },
])('import$query is refused with $code', async ({ query, status, code, says }) => {
  const id = await translated();
  const response = await api.postBytes(`/v1/documents/${id}/import${query}`, '<tmx/>', 'text/xml');
  const problem = await problemFrom(response);
  expect(problem).toMatchObject({ status, code });
  expect(problem.detail).toContain(says);
});

test.each(['nobody', '0197f0aa-0000-7000-8000-00000000dead'])('no document has the id %s', async (id) => {
  expect((await problemFrom(await send(id, 'tmx', '<tmx/>'))).code).toBe('DOCUMENT_UNKNOWN');
});

test.each([
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
])('what a page of another site can send unasked is refused: %s', async (type) => {
  const id = await translated();
  const response = await api.postBytes(`/v1/documents/${id}/import?format=tmx`, '<tmx/>', type);
  expect(await problemFrom(response)).toMatchObject({ status: 415, code: 'MEDIA_TYPE_UNSUPPORTED' });
});

test('an empty body is a broken file', async () => {
  const id = await translated();
  for (const format of ['tmx', 'tsv'] as const)
    expect((await problemFrom(await send(id, format, ''))).code).toBe('IMPORT_BROKEN');
});

test('a client that says it will send 200 MB is told at once', async () => {
  const id = await translated();
  const { statusCode, received } = await upload(id, { 'content-length': 200_000_000 }, 200_000_000);
  expect(statusCode).toBe(413);
  expect(received).toMatchObject({ code: 'IMPORT_TOO_LARGE', details: { mostBytes: limits.importBytes } });
});

test(
  '200 MB without a word about it are refused on the way, in bounded memory',
  { timeout: 120_000 },
  async () => {
    const id = await translated();
    globalThis.gc?.();
    const before = process.memoryUsage.rss();
    let most = before;
    const sampling = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 20);
    const { statusCode, received, sent } = await upload(id, {}, 200_000_000);
    clearInterval(sampling);
    console.log(`${Math.round(sent / 1e6)} MB sent, ${Math.round((most - before) / 1e6)} MB more memory`);
    expect(statusCode).toBe(413);
    expect(received).toMatchObject({ code: 'IMPORT_TOO_LARGE' });
    expect(sent).toBeGreaterThan(limits.importBytes);
    expect(most - before).toBeLessThan(150_000_000);
  },
);

/** Sends comments, `most` bytes of them or until the answer is there. */
async function upload(
  id: string,
  headers: Readonly<Record<string, number>>,
  most: number,
): Promise<{ readonly statusCode: number | undefined; readonly received: unknown; readonly sent: number }> {
  const outgoing = startRequest(new URL(`/v1/documents/${id}/import?format=tmx`, api.url), {
    method: 'POST',
    headers: { 'content-type': mediaTypes.tmx, ...headers },
  });
  const progress = { answered: false };
  const answer = new Promise<{ statusCode: number | undefined; received: unknown }>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      progress.answered = true;
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.once('end', () => {
        resolve({ statusCode: response.statusCode, received: JSON.parse(body) as unknown });
      });
    });
  });
  const comment = Buffer.from(`<!--${' '.repeat(65_529)}-->\n`);
  let sent = 0;
  outgoing.write('<tmx>');
  for (; sent < most && !progress.answered; sent += comment.length) {
    if (!outgoing.write(comment)) await Promise.race([once(outgoing, 'drain'), answer]);
  }
  const result = await answer;
  outgoing.destroy();
  return { ...result, sent };
}
