import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ExitCode } from '../../../cli/exit-codes.ts';
import { runProgram } from '../../../cli/run-program.ts';
import type { Segment } from '../../../core/segment.ts';
import { translateParagraphs } from '../../support/play-worker.ts';
import { openTestApi, sendArticle, type TestApi } from '../../support/test-api.ts';
import { segmentsOf } from '../../support/test-store.ts';

let api: TestApi;
let work: string;
const ids: string[] = [];
beforeAll(async () => {
  api = await openTestApi();
  for (const text of ['أول ثان', 'ثالث رابع']) {
    ids.push((await sendArticle(api, { text, collection: 'اقتصاد' })).id);
    await translateParagraphs(api.store, { translate: doubtful });
  }
  ids.push((await sendArticle(api, { text: 'خامس', collection: 'رياضة' })).id);
  await translateParagraphs(api.store);
});
afterAll(async () => {
  await api.close();
});
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'muwazi-cli-'));
});
afterEach(() => rm(work, { recursive: true, force: true }));

/** The first word of a paragraph is doubtful. */
function doubtful(text: string): readonly Segment[] {
  return segmentsOf(text).map((segment, index) =>
    index === 0 ? { ...segment, confidence: 0.1, flags: ['low-confidence'] } : segment,
  );
}

interface Ran {
  readonly exitCode: ExitCode;
  readonly printed: readonly string[];
  readonly noted: readonly string[];
}

async function exportWith(args: readonly string[], url = api.url): Promise<Ran> {
  const printed: string[] = [];
  const noted: string[] = [];
  const context = {
    terminal: {
      print: (line: string) => void printed.push(line),
      note: (line: string) => void noted.push(line),
      style: (_style: unknown, text: string) => text,
      progress: process.stderr,
      columns: 120,
    },
    env: { MUWAZI_URL: url },
    takeInterrupts: () => new AbortController().signal,
    endWith: () => undefined,
  };
  return { exitCode: await runProgram(['export', ...args], context, '0.0.0-test'), printed, noted };
}

/** The sentences in a file of what `filters` choose. */
async function sourcesOf(...filters: readonly string[]): Promise<readonly string[]> {
  const out = join(work, 'chosen.jsonl');
  const ran = await exportWith([...filters, '--to', 'jsonl', '--out', out, '--force']);
  expect(ran, ran.noted.join()).toEqual({ exitCode: 0, printed: [out], noted: [] });
  const lines = (await readFile(out, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { readonly source: string }).source);
}

test('every filter leaves something out, and together they all count', async () => {
  expect(await sourcesOf('--status', 'done')).toEqual(['أول', 'ثان', 'ثالث', 'رابع', 'خامس']);
  expect(await sourcesOf('--collection', 'اقتصاد')).toEqual(['أول', 'ثان', 'ثالث', 'رابع']);
  expect(await sourcesOf('--min-confidence', '0.5')).toEqual(['ثان', 'رابع', 'خامس']);
  expect(await sourcesOf('--flag', 'low-confidence')).toEqual(['أول', 'ثالث']);
  expect(await sourcesOf('--collection', 'رياضة', '--flag', 'low-confidence')).toEqual([]);
  expect(await sourcesOf('--status', 'queued')).toEqual([]);
});

test('a day is chosen by --from and --until', async () => {
  const answer = await api.get(`/v1/documents/${ids[2]!}`);
  const { createdAt } = (await answer.json()) as { readonly createdAt: string };
  const day = createdAt.slice(0, 10);
  expect(await sourcesOf('--collection', 'رياضة', '--from', day, '--until', day)).toEqual(['خامس']);
  expect(await sourcesOf('--from', createdAt)).toEqual(['خامس']);
  expect(await sourcesOf('--until', createdAt)).toEqual(['أول', 'ثان', 'ثالث', 'رابع']);
  expect(await sourcesOf('--from', '2999-01-01')).toEqual([]);
});

test('without --out the file is called by its collection, in a directory that is there', async () => {
  const args = ['--collection', 'اقتصاد', '--to', 'csv', '--until', '2999-12-31', '--bom', '--json'];
  const { exitCode, printed } = await exportWith([...args, '--out', work]);
  const out = join(work, 'اقتصاد 2999-12-31.csv');
  const bytes = await readFile(out);
  expect({ exitCode, printed }).toEqual({
    exitCode: 0,
    printed: [JSON.stringify({ out, bytes: bytes.length })],
  });
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from('\u{FEFF}'));
});

test('one document is marked for Excel as well', async () => {
  const out = join(work, 'one.tsv');
  expect(await exportWith([ids[0]!, '--to', 'tsv', '--bom', '--out', out])).toMatchObject({ exitCode: 0 });
  expect((await readFile(out)).subarray(0, 3)).toEqual(Buffer.from('\u{FEFF}'));
});

test('a file that is there is not replaced unasked', async () => {
  const out = join(work, 'corpus.tmx');
  await writeFile(out, 'mine');
  expect(await exportWith(['--status', 'done', '--out', out])).toMatchObject({ exitCode: 73, printed: [] });
  expect(await readFile(out, 'utf8')).toBe('mine');
  expect(await exportWith(['--status', 'done', '--out', out, '--force'])).toMatchObject({ exitCode: 0 });
  expect(await readFile(out, 'utf8')).toContain('<tmx');
});

test('a download that is cut leaves no file and does not end well', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/jsonl' });
    response.write('{"source":', () => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // not a pipe
  try {
    const args = ['--status', 'done', '--to', 'jsonl', '--out', join(work, 'corpus.jsonl')];
    const ran = await exportWith(args, `http://127.0.0.1:${port}`);
    expect(ran).toMatchObject({ exitCode: 69, printed: [] });
    expect(await readdir(work)).toEqual([]);
  } finally {
    await new Promise((closed) => server.close(closed));
  }
});
