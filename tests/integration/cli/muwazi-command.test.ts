import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exitCodeMeanings } from '../../../cli/exit-codes.ts';
import { readSampleArticle } from '../../support/articles.ts';
import { startServer, type RunningServer } from '../../support/running-server.ts';
import { inWindows1256, newsPage, wordDocument } from '../../support/sample-files.ts';
import { until } from '../../support/until.ts';

const root = resolve(import.meta.dirname, '../../..');
const bin = join(root, 'cli/bin.js');
let server: RunningServer;
let work: string;

beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server.stop();
});
beforeEach(async () => {
  work = await mkdtemp(join(tmpdir(), 'muwazi-cli-'));
  return () => rm(work, { recursive: true, force: true });
});

interface Ran {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Sends ^C when standard error holds this. */
  readonly interruptAt?: string;
}

/** Runs the command in the test's own directory against the test's own server, unless `env` says otherwise. */
function muwazi(args: readonly string[], { env, input, interruptAt }: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: work,
    env: {
      PATH: process.env['PATH'],
      TMPDIR: work,
      MUWAZI_URL: server.url,
      MUWAZI_MODEL: 'embedded',
      ...env,
    },
  });
  child.stdin.end(input ?? '');
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
    if (interruptAt !== undefined && err.includes(interruptAt)) child.kill('SIGINT');
  });
  return new Promise((done) =>
    child.on('close', (exitCode) => {
      done({ exitCode, out, err });
    }),
  );
}

async function article(name: string): Promise<string> {
  await writeFile(join(work, name), readSampleArticle());
  return name;
}

test('an article is submitted, watched, listed, shown, exported, edited and imported', async () => {
  const submitted = await muwazi(['submit', await article('news.txt'), '--collection', 'cli-test']);
  expect(submitted).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^[\da-f-]{36}\n$/u) as string });
  const id = submitted.out.trim();
  expect(await muwazi(['watch', id])).toMatchObject({ exitCode: 0, out: `${id} done\n` });
  const listed = await muwazi(['list', '--collection', 'cli-test', '--json']);
  expect(JSON.parse(listed.out)).toMatchObject({ id, status: 'done', title: 'news' });
  const shown = await muwazi(['show', id, '--columns', '100']);
  expect(shown.out).toContain('│');
  expect(shown.out).not.toContain('\u001B');

  const exported = await muwazi(['export', id, '--to', 'tsv', '-o', 'news.tsv', '--json']);
  expect(JSON.parse(exported.out)).toMatchObject({ documentId: id, out: 'news.tsv' });
  const [header = '', first = '', ...rest] = (await readFile(join(work, 'news.tsv'), 'utf8')).split('\n');
  const edited = first.split('\t').with(1, 'A person wrote this.').join('\t');
  await writeFile(join(work, 'edited.tsv'), [header, edited, ...rest].join('\n'));
  const imported = await muwazi(['import', id, 'edited.tsv', '--json']);
  expect(imported.exitCode).toBe(0);
  expect(JSON.parse(imported.out)).toMatchObject({ applied: { count: 1 }, conflict: { count: 0 } });
  expect((await muwazi(['show', id])).out).toContain('A person wrote this.');
});

test('a glossary comes in as a file, holds for what is translated from then on, and goes out again', async () => {
  const text = 'قدم الوزير القانون للبرلمان يوم الأحد.';
  await writeFile(join(work, 'law.txt'), text);
  const translate = async (): Promise<{ readonly target: string; readonly origin: string }> => {
    const { out } = await muwazi(['submit', 'law.txt', '--collection', 'cli-terms']);
    expect(await muwazi(['watch', out.trim()])).toMatchObject({ exitCode: 0 });
    const shown = await muwazi(['show', out.trim(), '--json']);
    return JSON.parse(shown.out) as { target: string; origin: string };
  };
  const before = await translate();
  await writeFile(join(work, 'terms.csv'), 'ar;en\nبرلمان;House of Representatives\n');
  const imported = await muwazi(['glossary', 'import', 'cli-terms', 'terms.csv', '--json']);
  expect(imported, imported.err).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(imported.out)).toMatchObject({ terms: 1, added: 1 });
  const after = await translate();
  expect(before.target).not.toContain('House of Representatives');
  expect(after).toMatchObject({
    origin: 'model',
    flags: expect.not.arrayContaining(['term-missed']) as unknown,
  });
  expect(after.target).toContain('House of Representatives');
  expect(await translate()).toMatchObject({ origin: 'memory', target: after.target });

  const shown = await muwazi(['glossary', 'show', 'cli-terms', '--json']);
  expect(JSON.parse(shown.out)).toEqual({ source: 'برلمان', target: 'House of Representatives', note: null });
  const listed = await muwazi(['glossary', 'list', '--json']);
  expect(JSON.parse(listed.out)).toMatchObject({ collection: 'cli-terms', terms: 1 });
  const exported = await muwazi(['glossary', 'export', 'cli-terms', '--to', 'tbx', '-o', 'terms.tbx']);
  expect(exported).toMatchObject({ exitCode: 0, out: 'terms.tbx\n' });
  expect(await readFile(join(work, 'terms.tbx'), 'utf8')).toContain('<term>برلمان</term>');
  await writeFile(join(work, 'bad.csv'), 'source,target\nHouse,برلمان\n');
  const refused = await muwazi(['glossary', 'import', 'cli-terms', 'bad.csv']);
  expect(refused).toMatchObject({ exitCode: 65, err: expect.stringContaining('line 2') as string });
  expect(await muwazi(['glossary', 'delete', 'cli-terms'])).toMatchObject({ exitCode: 0 });
  expect(await translate()).toMatchObject({ origin: 'memory', target: before.target });
  expect(await muwazi(['glossary', 'show', 'cli-terms'])).toMatchObject({ exitCode: 1 });
});

test('the articles of a collection are exported as one file, or through a pipe, without a word of progress', async () => {
  const names = [await article('first.txt'), await article('second.txt')];
  const submitted = await muwazi(['submit', ...names, '--collection', 'cli-many']);
  const ids = submitted.out.trim().split('\n');
  expect(await muwazi(['watch', ...ids])).toMatchObject({ exitCode: 0 });
  const filters = ['--collection', 'cli-many', '--from', '2020-01-01', '--to', 'jsonl'];
  const piped = await muwazi(['export', ...filters, '-o', '-']);
  expect(piped).toMatchObject({ exitCode: 0, err: '' });
  const rows = piped.out.trim().split('\n');
  const documents = rows.map((row) => (JSON.parse(row) as { readonly documentId: string }).documentId);
  expect([...new Set(documents)].toSorted()).toEqual(ids.toSorted());
  expect(await muwazi(['export', ...filters, '-o', 'all.jsonl'])).toEqual({
    exitCode: 0,
    out: 'all.jsonl\n',
    err: '',
  });
  expect(await readFile(join(work, 'all.jsonl'), 'utf8')).toBe(piped.out);
});

test('files are translated beside themselves, and not replaced unasked', async () => {
  const names = [await article('one.txt'), await article('two.txt')];
  const first = await muwazi(['translate', ...names, '--to', 'jsonl']);
  expect(first).toMatchObject({ exitCode: 0 });
  expect(first.out.split('\n').toSorted()).toEqual(['', 'one.jsonl', 'two.jsonl']);
  expect((await readdir(work)).toSorted()).toEqual(['one.jsonl', 'one.txt', 'two.jsonl', 'two.txt']);
  expect(await muwazi(['translate', ...names, '--to', 'jsonl'])).toMatchObject({ exitCode: 73, out: '' });
  expect(await muwazi(['translate', ...names, '--to', 'jsonl', '--force'])).toMatchObject({ exitCode: 0 });
});

test('files of every kind are sent, and a line that is refused does not stop the others', async () => {
  const text = readSampleArticle();
  await writeFile(join(work, 'old.txt'), inWindows1256('زار الوزير المدينة.'));
  await writeFile(join(work, 'page.html'), newsPage({ paragraphs: text.split(/\n{2,}/u) }));
  await writeFile(join(work, 'letter.docx'), await wordDocument(['زار الوزير المدينة.']));
  const lines = [{ text: 'وصل الوفد.', title: 'own' }, { text: 'No Arabic.' }, { text: 'عاد الوفد.' }];
  await writeFile(join(work, 'many.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'));
  const files = ['old.txt', 'page.html', 'letter.docx', 'many.jsonl'];
  const sent = await muwazi(['submit', ...files, '--collection', 'cli-kinds', '--json']);
  expect(sent).toMatchObject({ exitCode: 65 });
  expect(JSON.parse(sent.err)).toMatchObject({ error: { code: 'TEXT_NOT_ARABIC', subject: 'many.jsonl:2' } });
  const documents = sent.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(documents).toMatchObject([
    { file: 'old.txt', title: 'old' },
    { file: 'page.html' },
    { file: 'letter.docx', title: 'letter', paragraphs: { total: 4 } },
    { file: 'many.jsonl', line: 1, title: 'own', priority: 'bulk', collection: 'cli-kinds' },
    { file: 'many.jsonl', line: 3, title: null },
  ]);

  await writeFile(join(work, 'many.jsonl'), JSON.stringify(lines[0]));
  const translated = await muwazi(['translate', 'letter.docx', 'many.jsonl', '--to', 'txt']);
  expect(translated.out.split('\n').toSorted()).toEqual(['', 'letter.txt', 'many.1.txt']);
  await writeFile(join(work, 'picture.png'), Uint8Array.of(0x89, 0x50, 0, 1));
  const refused = await muwazi(['submit', 'old.txt', 'picture.png']);
  expect(refused).toMatchObject({ exitCode: 65, out: '' });
  expect(refused.err).toContain('picture.png: Files of this kind are not read: .png.');
});

test('one article that is refused does not stop the others', async () => {
  await writeFile(join(work, 'english.txt'), 'No Arabic here.');
  const ran = await muwazi(['translate', 'english.txt', await article('arabic.txt')]);
  expect(ran).toMatchObject({ exitCode: 65, out: 'arabic.tmx\n' });
  expect(ran.err).toContain('english.txt: The text has no Arabic');
});

describe('without a server', () => {
  const alone = { MUWAZI_URL: 'http://127.0.0.1:1' };

  test('standard input is translated to standard output, and nothing is left behind', async () => {
    // What the environment says of another server must not lock us out of our own.
    const env = { MUWAZI_KEYS: 'required' };
    const ran = await muwazi(['translate', '-', '--to', 'txt', '--embedded'], {
      env,
      input: readSampleArticle(),
    });
    expect(ran).toMatchObject({ exitCode: 0, out: expect.stringMatching(/[A-Za-z]{4}/u) as string });
    expect(await readdir(work)).toEqual([]);
  });

  test('^C leaves no process and no directory', async () => {
    const name = await article('news.txt');
    const ran = await muwazi(['translate', name, '--embedded'], { interruptAt: 'Starting a server' });
    expect(ran).toMatchObject({ exitCode: 130, out: '' });
    expect(await readdir(work)).toEqual([name]);
    await until(
      () => processesIn(work),
      (pids) => pids.length === 0,
      { withinMs: 5_000, label: 'no process of the scratch system is left' },
    );
  });

  test('a server that was named and does not answer is told', async () => {
    for (const args of [['list'], ['watch', 'x'], ['translate', await article('news.txt')]])
      expect(await muwazi(args, { env: alone }), args.join(' ')).toMatchObject({ exitCode: 69, out: '' });
  });
});

/** Numbers of the processes with `directory` in their command line or environment. */
async function processesIn(directory: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const texts = await Promise.all(
        ['cmdline', 'environ'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
      );
      return texts.some((text) => text.includes(directory));
    }),
  );
  return pids.filter((_, index) => found[index] === true);
}

test.each([
  ['no command', [], 2],
  ['an unknown command', ['translat'], 2],
  ['an unknown option', ['list', '--al'], 2],
  ['an unknown format', ['export', 'x', '--to', 'pdf'], 2],
  ['an export of an ID and of a filter', ['export', 'x', '--collection', 'y'], 2],
  ['an export of nothing', ['export'], 2],
  ['a server that is no address', ['list', '--server', 'localhost'], 2],
  ['a file that is not there', ['submit', 'nothing.txt'], 66],
  ['an id that is none', ['show', 'x'], 1],
  ['a glossary without a format', ['glossary', 'import', 'x', 'terms.xls'], 2],
  ['a model that is none', ['models', 'card', 'no model'], 78],
  ['help', ['--help'], 0],
  ['the version', ['--version'], 0],
])('%s ends with its exit code', async (_what, args, exitCode) => {
  const ran = await muwazi(args);
  expect(ran, ran.err).toMatchObject({ exitCode });
});

test('with --json an error is one as well', async () => {
  const { err } = await muwazi(['show', 'x', '--json']);
  expect(JSON.parse(err)).toMatchObject({ error: { code: 'DOCUMENT_UNKNOWN', exitCode: 1 } });
});

test('the models that are here are listed with the one that auto takes', async () => {
  const { out } = await muwazi(['models', 'list', '--json']);
  const [first] = out.split('\n');
  expect(JSON.parse(first ?? '')).toMatchObject({ id: 'muwazi-tiny-ar-en', state: 'embedded', auto: true });
});

test('docs/cli.md lists every exit code as --help does', async () => {
  const page = await readFile(join(root, 'docs/cli.md'), 'utf8');
  const rows = page.split('\n').flatMap((line) => {
    const [, code, meaning] = /^\| (\d+) +\| (.+?) +\|$/u.exec(line) ?? [];
    return code === undefined ? [] : [[Number(code), meaning]];
  });
  expect(rows).toEqual(exitCodeMeanings.map(([code, meaning]) => [code, meaning]));
  for (const [, meaning] of exitCodeMeanings) expect((await muwazi(['--help'])).out).toContain(meaning);
});
