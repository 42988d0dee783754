import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exitCodeOf, exitCodes } from '../../../cli/exit-codes.ts';
import { planOutputs } from '../../../cli/files/plan-outputs.ts';
import { readArticles } from '../../../cli/files/read-articles.ts';
import { saveFile } from '../../../cli/files/save-file.ts';
import { extractArticle } from '../../../extracts/extract-article.ts';
import { inUtf16, inWindows1256 } from '../../support/sample-files.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muwazi-files-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(directory, name), content);
  return join(directory, name);
}

/** Reads on this thread what the command reads on another. */
const extractor = { extract: extractArticle };

test('a text is read in its encoding, titled by its file', async () => {
  const text = 'زار الوزير المدينة.';
  for (const bytes of [`\uFEFF${text}`, inUtf16(text, 'little'), inWindows1256(text)]) {
    const path = await file('خبر اليوم.txt', bytes);
    expect(await readArticles(path, { extractor })).toEqual([
      { file: path, document: { title: 'خبر اليوم', text } },
    ]);
  }
  const path = await file('no-ending', Buffer.from(text, 'utf16le'));
  expect(await readArticles(path, { extractor, charset: 'utf-16le' })).toMatchObject([
    { document: { text } },
  ]);
});

test('each line of a .jsonl is an article, known by its line', async () => {
  const path = await file('archive.jsonl', '{"text":"أول","externalId":"a"}\r\n\n{"paragraphs":["ثان"]}');
  expect(await readArticles(path, { extractor })).toEqual([
    { file: path, line: 1, document: { text: 'أول', externalId: 'a' } },
    { file: path, line: 3, document: { paragraphs: ['ثان'] } },
  ]);
});

test.each([
  ['picture.png', Uint8Array.of(0x89, 0x50, 0, 1), 'FILE_KIND_UNKNOWN', '.png'],
  ['picture.txt', Uint8Array.of(0x89, 0x50, 0, 1), 'FILE_NOT_TEXT', 'UTF-8'],
  ['empty.txt', '', 'FILE_EMPTY', 'empty'],
  ['no.docx', 'زار', 'FILE_BROKEN', 'Word'],
  ['lines.jsonl', '{"text":"أول"}\n{"text":', 'FILE_BROKEN', 'line 2 is not valid JSON'],
  ['lines.jsonl', '{"text":"أول"}\n"ثان"', 'FILE_BROKEN', 'line 2 is no object'],
  ['lines.jsonl', '\n \n', 'FILE_EMPTY', 'empty'],
  ['old.jsonl', inWindows1256('{"text":"زار"}'), 'FILE_NOT_TEXT', 'encoding'],
])('what cannot be an article is refused by name: %s', async (name, content, code, words) => {
  const path = await file(name, content);
  const refusal = await readArticles(path, { extractor }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code });
  const { message } = refusal as Error;
  expect(message.startsWith(`${path}: `), message).toBe(true);
  expect(message).toContain(words);
  expect(exitCodeOf(refusal)).toBe(exitCodes.data);
});

test.each([['missing.txt'], ['.']])('what cannot be read is refused: %s', async (name) => {
  await expect(readArticles(join(directory, name), { extractor })).rejects.toMatchObject({
    code: 'INPUT_UNREADABLE',
  });
});

function plan(inputs: readonly string[], extension: string, out?: string): Promise<readonly string[]> {
  return planOutputs({ inputs: inputs.map((file) => ({ file })), extension, out, whenThere: 'replace' });
}

test('results go beside their inputs, into a directory, or to a file', async () => {
  expect(await plan(['x/a.txt', 'x/b.ar.txt'], 'tmx')).toEqual(['x/a.tmx', 'x/b.ar.tmx']);
  expect(await plan(['x/a.txt'], 'tmx', directory)).toEqual([join(directory, 'a.tmx')]);
  expect(await plan(['x/a.txt'], 'tmx', 'en.tmx')).toEqual(['en.tmx']);
  expect(await plan(['-'], 'tmx')).toEqual(['-']);
});

test('the results of lines are named after them, and go to a directory where there are several', async () => {
  const inputs = [1, 7].map((line) => ({ file: 'x/a.jsonl', line }));
  const lines = { inputs, extension: 'jsonl', whenThere: 'replace' } as const;
  expect(await planOutputs({ ...lines, out: undefined })).toEqual(['x/a.1.jsonl', 'x/a.7.jsonl']);
  await expect(planOutputs({ ...lines, out: '-' })).rejects.toMatchObject({ code: 'ARGUMENTS_INVALID' });
});

test('an article is never replaced by its own translation', async () => {
  expect(await plan(['x/a.txt'], 'txt')).toEqual(['x/a.en.txt']);
  await expect(plan(['x/a.txt'], 'txt', 'x/a.txt')).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' });
});

test('two results for one place are refused', async () => {
  await expect(plan(['x/a.txt', 'y/a.txt'], 'tmx', directory)).rejects.toMatchObject({
    code: 'ARGUMENTS_INVALID',
  });
  await expect(plan(['a.txt', 'b.txt'], 'tmx', 'no-directory')).rejects.toMatchObject({
    code: 'ARGUMENTS_INVALID',
  });
});

const streamOf = (text: string): ReadableStream<Uint8Array> => new Blob([text]).stream();

test('a file that is there is kept, unless it is to be replaced', async () => {
  const path = await file('a.tmx', 'old');
  await expect(saveFile(path, streamOf('new'), { whenThere: 'refuse' })).rejects.toMatchObject({
    code: 'OUTPUT_EXISTS',
  });
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await saveFile(path, streamOf('new'), { whenThere: 'replace' })).toBe(3);
  expect(await readFile(path, 'utf8')).toBe('new');
});

test('a download that breaks off leaves nothing behind', async () => {
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(Buffer.from('half'));
    },
    pull: () => Promise.reject(new Error('connection lost')),
  });
  await expect(saveFile(join(directory, 'a.tmx'), broken, { whenThere: 'refuse' })).rejects.toThrow(
    'connection lost',
  );
  expect(await readdir(directory)).toEqual([]);
});

test('a directory that is not there is told', async () => {
  await expect(
    saveFile(join(directory, 'no/a.tmx'), streamOf('x'), { whenThere: 'refuse' }),
  ).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
});
