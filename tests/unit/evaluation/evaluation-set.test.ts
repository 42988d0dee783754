import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadEvaluationSet } from '../../../models/evaluation/evaluation-set.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muwazi-set-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

async function writeSet(arabic: string | Uint8Array, english?: string): Promise<string> {
  await writeFile(join(directory, 'news.ar'), arabic);
  if (english !== undefined) await writeFile(join(directory, 'news.en'), english);
  return join(directory, 'news');
}

function refusal(why: RegExp) {
  return expect.objectContaining({
    code: 'EVALUATION_FILE_UNUSABLE',
    message: expect.stringMatching(why) as string,
  }) as Error;
}

test('a set is found by its path', async () => {
  const set = await loadEvaluationSet(await writeSet('واحد\nاثنان\n', 'one\ntwo\n'), []);
  expect(set).toMatchObject({ name: 'news', sources: ['واحد', 'اثنان'], references: ['one', 'two'] });
});

test('a set is found by its name in the directories for sets', async () => {
  await writeSet('واحد', 'one');
  const set = await loadEvaluationSet('news', [join(directory, 'nothing'), directory]);
  expect(set.references).toEqual(['one']);
});

test('line ends of Windows and a missing last line end make no difference', async () => {
  const unix = await loadEvaluationSet(await writeSet('واحد\nاثنان\n', 'one\ntwo\n'), []);
  const windows = await loadEvaluationSet(await writeSet('واحد\r\nاثنان', 'one\r\ntwo'), []);
  expect(windows).toEqual(unix);
});

test('an empty line in the middle is a sentence', async () => {
  const set = await loadEvaluationSet(await writeSet('واحد\n\nثلاثة\n', 'one\n\nthree\n'), []);
  expect(set.references).toEqual(['one', '', 'three']);
});

test('another reference is another set', async () => {
  const one = await loadEvaluationSet(await writeSet('واحد', 'one'), []);
  const other = await loadEvaluationSet(await writeSet('واحد', 'two'), []);
  expect(other.fingerprint).not.toBe(one.fingerprint);
});

test('a set that is not there is refused, with the places where it was looked for', async () => {
  await expect(loadEvaluationSet('nowhere', [directory])).rejects.toThrow(
    refusal(/looked for .*nowhere\.ar/u),
  );
});

test('a set without its English side is refused', async () => {
  await expect(loadEvaluationSet(await writeSet('واحد'), [])).rejects.toThrow(
    refusal(/news\.en .*no such file/u),
  );
});

test('sides of different length are refused, with both line counts', async () => {
  const prefix = await writeSet('واحد\nاثنان\n', 'one\n');
  await expect(loadEvaluationSet(prefix, [])).rejects.toThrow(refusal(/2 lines .* 1/u));
});

test('an empty set is refused', async () => {
  await expect(loadEvaluationSet(await writeSet('', ''), [])).rejects.toThrow(refusal(/empty/u));
});

test('a file in another encoding is refused', async () => {
  const windows1256 = Uint8Array.from([0xe6, 0xc7, 0xcd, 0xcf]);
  await expect(loadEvaluationSet(await writeSet(windows1256, 'one'), [])).rejects.toThrow(
    refusal(/not UTF-8/u),
  );
});
