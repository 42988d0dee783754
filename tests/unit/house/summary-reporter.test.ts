import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const directories: string[] = [];

afterEach(async () => {
  await Promise.all(directories.splice(0).map((one) => rm(one, { recursive: true })));
});

interface Run {
  readonly exitCode: number;
  readonly lastLine: string;
}

/** Runs Vitest with our reporter over one test file in a directory of its own. */
async function runTests(code: string, config = '{}'): Promise<Run> {
  await mkdir(join(root, 'out'), { recursive: true });
  const directory = await mkdtemp(join(root, 'out', 'reporter-'));
  directories.push(directory);
  await writeFile(
    join(directory, 'one.test.js'),
    `import { beforeAll, describe, test } from 'vitest';\n${code}\n`,
  );
  await writeFile(join(directory, 'vitest.config.js'), `export default { test: ${config} };\n`);
  const reporter = join(root, 'tests/support/summary-reporter.ts');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--root', directory, '--reporter', 'default', '--reporter', reporter];
  return await new Promise((done) => {
    execFile(process.execPath, args, (error, stdout) => {
      const lastLine = stdout.trimEnd().split('\n').at(-1) ?? '';
      done({ exitCode: typeof error?.code === 'number' ? error.code : 0, lastLine });
    });
  });
}

const passing = `test('passes', () => {});`;

describe('the last line of a run', () => {
  test('counts passed and failed tests', async () => {
    const run = await runTests(`${passing} test('fails', () => { throw new Error('no'); });`);
    expect(run).toEqual({ exitCode: 1, lastLine: '1 passed, 1 failed' });
  });

  test('names skipped tests only when there are some', async () => {
    expect(await runTests(passing)).toEqual({ exitCode: 0, lastLine: '1 passed, 0 failed' });
    const run = await runTests(`${passing} test.skip('later', () => {});`);
    expect(run).toEqual({ exitCode: 0, lastLine: '1 passed, 0 failed, 1 skipped' });
  });

  test('counts a file that does not load', async () => {
    expect(await runTests(`throw new Error('no');`)).toEqual({ exitCode: 1, lastLine: '0 passed, 1 failed' });
  });

  test('counts a hook that throws', async () => {
    const run = await runTests(
      `describe('s', () => { beforeAll(() => { throw new Error('no'); }); ${passing} });`,
    );
    expect(run).toEqual({ exitCode: 1, lastLine: '0 passed, 1 failed, 1 skipped' });
  });

  test('counts an error that nobody caught', async () => {
    const run = await runTests(`test('passes', () => { void Promise.reject(new Error('no')); });`);
    expect(run).toEqual({ exitCode: 1, lastLine: '1 passed, 1 failed' });
  });

  test('says so when the run could not even begin', async () => {
    await writeFile(
      join(root, 'out', 'broken-setup.js'),
      `export const setup = () => { throw new Error('no'); };`,
    );
    const run = await runTests(passing, `{ globalSetup: ['../broken-setup.js'] }`);
    await rm(join(root, 'out', 'broken-setup.js'));
    expect(run.exitCode).toBe(1);
    expect(run.lastLine).toMatch(/^\d+ passed, [1-9]\d* failed/u);
  });
});
