import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const repository = resolve(import.meta.dirname, '../../..');
let checkout: string;

/** A checkout as small as it can be: our scripts, one source, one page, nothing to install, the builders at hand. */
beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'muwazi-prepare-'));
  await cp(join(repository, 'scripts'), join(checkout, 'scripts'), { recursive: true });
  await mkdir(join(checkout, 'core'));
  await mkdir(join(checkout, 'store'));
  await mkdir(join(checkout, 'node_modules'));
  for (const builder of ['typescript', 'vite', 'openapi-typescript'])
    await symlink(join(repository, 'node_modules', builder), join(checkout, 'node_modules', builder));
  const compilerOptions = { module: 'nodenext', target: 'es2023', strict: true, types: [], rootDir: '.' };
  await write('tsconfig.json', JSON.stringify({ compilerOptions }));
  await write(
    'tsconfig.build.json',
    JSON.stringify({ extends: './tsconfig.json', include: ['core', 'store'] }),
  );
  await write('package.json', JSON.stringify({ name: 'small', type: 'module' }));
  await write('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages: {} }));
  await write('node_modules/.package-lock.json', JSON.stringify({ packages: {} }));
  await write('core/one.ts', 'export const one: number = 1;\n');
  await mkdir(join(checkout, 'docs'));
  await write(
    'docs/openapi.json',
    JSON.stringify({ openapi: '3.1.0', info: { title: 'small', version: '1' }, paths: {} }),
  );
  await mkdir(join(checkout, 'web/server'), { recursive: true });
  await write('web/index.html', '<!doctype html><title>Small</title>\n');
});

afterEach(async () => {
  await rm(checkout, { recursive: true });
});

async function write(path: string, text: string): Promise<void> {
  await writeFile(join(checkout, path), text);
}

interface Prepared {
  readonly exitCode: number | null;
  readonly said: string;
}

async function prepare(): Promise<Prepared> {
  const child = spawn(process.execPath, [join(checkout, 'scripts/prepare.mjs')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // An npm of our own choice would be found by way of the one that runs the tests.
    env: { ...process.env, npm_execpath: '' },
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  return await new Promise((done) =>
    child.on('close', (exitCode) => {
      done({ exitCode, said });
    }),
  );
}

test('a fresh checkout is compiled, and after that nothing is done or said', async () => {
  expect(await prepare()).toEqual({ exitCode: 0, said: 'Compiling …\n' });
  expect(await readFile(join(checkout, 'dist/core/one.js'), 'utf8')).toContain('one = 1');
  expect(await prepare()).toEqual({ exitCode: 0, said: '' });
});

test('the pages are built, and built anew only when one of theirs changed', async () => {
  await prepare();
  const page = join(checkout, 'dist/web/index.html');
  expect(await readFile(page, 'utf8')).toContain('Small');
  expect(await readFile(join(checkout, 'web/server/openapi.gen.d.ts'), 'utf8')).toContain('paths');

  await writeFile(page, 'as it was built before');
  await write('store/one.ts', 'export const one: number = 11;\n');
  await prepare();
  expect(await readFile(join(checkout, 'dist/store/one.js'), 'utf8')).toContain('one = 11');
  expect(await readFile(page, 'utf8')).toBe('as it was built before');

  await write('web/index.html', '<!doctype html><title>Smaller</title>\n');
  await prepare();
  expect(await readFile(page, 'utf8')).toContain('Smaller');
});

test('a changed source is compiled, and a deleted one leaves nothing behind', async () => {
  await write('core/two.ts', 'export const two: number = 2;\n');
  await prepare();
  await rm(join(checkout, 'core/two.ts'));
  await write('core/one.ts', 'export const one: number = 11;\n');
  expect((await prepare()).said).toBe('Compiling …\n');
  expect(await readFile(join(checkout, 'dist/core/one.js'), 'utf8')).toContain('one = 11');
  expect(await readdir(join(checkout, 'dist/core'))).toEqual(['one.js']);
});

test('several at once compile once, and all end with a whole build', async () => {
  const all = await Promise.all([prepare(), prepare(), prepare(), prepare()]);
  expect(all.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
  expect(all.filter(({ said }) => said.includes('Compiling'))).toHaveLength(1);
  expect(await readFile(join(checkout, 'dist/core/one.js'), 'utf8')).toContain('one = 1');
  const left = (await readdir(checkout)).filter((name) => name.startsWith('.'));
  expect(left).toEqual([]);
});

test('a source that does not compile is shown, and the build before it stays', async () => {
  await prepare();
  await write('core/one.ts', 'export const one: number = "no";\n');
  const { exitCode, said } = await prepare();
  expect(exitCode).toBe(1);
  expect(said).toContain('core/one.ts(1,14): error TS2322');
  expect(await readFile(join(checkout, 'dist/core/one.js'), 'utf8')).toContain('one = 1');
});

test('the lock of a preparation that was killed holds nobody up', async () => {
  await write('.prepare.lock', '1\n');
  const aMinuteAgo = new Date(Date.now() - 60_000);
  await utimes(join(checkout, '.prepare.lock'), aMinuteAgo, aMinuteAgo);
  expect(await prepare()).toEqual({ exitCode: 0, said: 'Compiling …\n' });
});

test('packages that are not installed are asked for, and a failure is told', async () => {
  const dependencies = { absent: 'file:./absent' };
  await write(
    'package.json',
    JSON.stringify({ name: 'small', version: '1.0.0', type: 'module', dependencies }),
  );
  await write(
    'package-lock.json',
    JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/absent': { version: '1.0.0' } } }),
  );
  const { exitCode, said } = await prepare();
  expect(exitCode).toBe(1);
  expect(said).toContain('Installing packages (npm ci) …');
  expect(said).toContain('npm error');
  expect(said).toContain('Stopped: this failed, see above: npm ci');
});
