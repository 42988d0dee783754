import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planOutputs } from '../../../cli/files/plan-outputs.ts';
import { readArticle } from '../../../cli/files/read-article.ts';
import { saveFile } from '../../../cli/files/save-file.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muwazi-files-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(directory, name), content);
  return join(directory, name);
}

test('an article is read as UTF-8 without its byte order mark, titled by its file', async () => {
  const path = await file('خبر اليوم.txt', '\uFEFFزار الوزير المدينة.');
  expect(await readArticle(path)).toEqual({ file: path, title: 'خبر اليوم', text: 'زار الوزير المدينة.' });
});

test('text in another encoding is refused with the line it shows in', async () => {
  const windows1256 = Buffer.concat([Buffer.from('first line\n'), Buffer.from([0xd2, 0xc7, 0xd1])]);
  const path = await file('old.txt', windows1256);
  await expect(readArticle(path)).rejects.toMatchObject({
    code: 'INPUT_NOT_TEXT',
    message: expect.stringContaining('line 2') as string,
  });
});

test('a UTF-16 file or a picture is refused', async () => {
  await expect(readArticle(await file('a.png', Uint8Array.of(0x89, 0x50, 0, 1)))).rejects.toMatchObject({
    code: 'INPUT_NOT_TEXT',
  });
});

test.each([['missing.txt'], ['.']])('what cannot be read is refused: %s', async (name) => {
  await expect(readArticle(join(directory, name))).rejects.toMatchObject({ code: 'INPUT_UNREADABLE' });
});

function plan(inputs: readonly string[], extension: string, out?: string): Promise<readonly string[]> {
  return planOutputs({ inputs, extension, out, whenThere: 'replace' });
}

test('results go beside their inputs, into a directory, or to a file', async () => {
  expect(await plan(['x/a.txt', 'x/b.ar.txt'], 'tmx')).toEqual(['x/a.tmx', 'x/b.ar.tmx']);
  expect(await plan(['x/a.txt'], 'tmx', directory)).toEqual([join(directory, 'a.tmx')]);
  expect(await plan(['x/a.txt'], 'tmx', 'en.tmx')).toEqual(['en.tmx']);
  expect(await plan(['-'], 'tmx')).toEqual(['-']);
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
