import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../../../cli/run-program.ts';
import type { ExitCode } from '../../../cli/exit-codes.ts';
import { loopbackAccess, openTestApi, type TestApi } from '../../support/test-api.ts';

let api: TestApi;
let work: string;
let token: string;
beforeAll(async () => {
  api = await openTestApi({ replace: () => ({ access: { ...loopbackAccess, askForKeys: 'always' } }) });
  ({ token } = await api.store.keys.create({
    name: 'desk',
    role: 'submitter',
    requestsPerMinute: null,
    bytesPerDay: null,
    expiresAt: null,
  }));
  work = await mkdtemp(join(tmpdir(), 'muwazi-cli-'));
});
afterAll(async () => {
  await api.close();
  await rm(work, { recursive: true, force: true });
});

interface Ran {
  readonly exitCode: ExitCode;
  readonly printed: readonly string[];
  readonly noted: readonly string[];
}

async function muwazi(args: readonly string[], key: string | undefined): Promise<Ran> {
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
    env: { MUWAZI_URL: api.url, MUWAZI_KEY: key },
    takeInterrupts: () => new AbortController().signal,
    endWith: () => undefined,
  };
  return { exitCode: await runProgram(args, context, '0.0.0-test'), printed, noted };
}

test('a server that asks for keys is opened by the one in MUWAZI_KEY', async () => {
  const article = join(work, 'article.txt');
  await writeFile(article, 'قال الوزير.');
  const submitted = await muwazi(['submit', article, '--json'], token);
  expect(submitted).toMatchObject({ exitCode: 0, noted: [] });
  const { id } = JSON.parse(submitted.printed[0]!) as { readonly id: string };
  expect(await muwazi(['show', id], token)).toMatchObject({ exitCode: 0 });
  expect((await muwazi(['list'], token)).printed.join('\n')).toContain(id);
});

test('without a key, or with a wrong one, the command says so and does not repeat it', async () => {
  expect((await muwazi(['list'], undefined)).noted.join()).toContain('asks for a key');
  expect((await muwazi(['list'], `${token}x`)).noted.join()).toContain('opens nothing');
  const broken = await muwazi(['list'], 'hush hush\n');
  expect(broken.exitCode).toBe(78);
  expect(broken.noted.join()).toContain('MUWAZI_KEY');
  expect(broken.noted.join()).not.toContain('hush');
});
