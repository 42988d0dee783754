import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { readNewsArticle, readSampleArticle } from '../support/articles.ts';
import { readProcessIdentity } from '../../locks/process-identity.ts';
import { makeDataDir, removeDirectory } from '../support/embedded-server.ts';
import { lastPidOf, launch, startServer, type RunningServer } from '../support/running-server.ts';
import {
  exportRows,
  joinSource,
  readDocument,
  submitArticle,
  waitForEnd,
} from '../support/submit-article.ts';
import { until } from '../support/until.ts';

/** Long enough that a kill lands in the middle. */
const article = Array.from({ length: 6 }, () => readNewsArticle() ?? readSampleArticle()).join('\n');
/** Short, so that work of a dead worker comes back soon. One paragraph at a time, so that a kill finds some undone. */
const env = { MUWAZI_LOCK_DURATION_MS: '2000', MUWAZI_CONCURRENCY: '2', MUWAZI_THREADS: '1' };

async function expectOneTranslationPerSentence(server: RunningServer, id: string): Promise<void> {
  expect((await waitForEnd(server, id)).status).toBe('done');
  const rows = await exportRows(server, id);
  expect(new Set(rows.map((row) => row.segmentId)).size).toBe(rows.length);
  expect(joinSource(rows)).toBe(article);
  expect(rows.filter((row) => row.target === '')).toEqual([]);
}

async function submitAndWaitForTheMiddle(server: RunningServer): Promise<string> {
  const id = await submitArticle(server, article);
  const middle = await until(
    () => readDocument(server, id),
    (document) => document.paragraphs.done >= 3,
    {
      withinMs: 60_000,
      label: 'three paragraphs are done',
      everyMs: 20,
    },
  );
  expect(middle.status).toBe('running');
  return id;
}

test('a worker killed in the middle of an article leaves one translation per sentence', async () => {
  const server = await startServer({ env });
  const id = await submitAndWaitForTheMiddle(server);
  process.kill(server.pidOf('worker-1'), 'SIGKILL');
  await expectOneTranslationPerSentence(server, id);
  expect(await server.stop()).toBe(0);
});

test('the API killed in the middle of an article comes back, and the article is finished', async () => {
  const server = await startServer({ env: { ...env, MUWAZI_PORT: String(await freePort()) } });
  const id = await submitAndWaitForTheMiddle(server);
  process.kill(server.pidOf('api'), 'SIGKILL');
  await expectOneTranslationPerSentence(server, id);
  expect(await server.stop()).toBe(0);
});

test('everything killed in the middle of an article: a new start finishes it', async () => {
  const dataDir = await makeDataDir();
  const first = await startServer({ env, dataDir });
  const id = await submitAndWaitForTheMiddle(first);
  await first.killSupervisor();
  const second = await startServer({ env, dataDir });
  await expectOneTranslationPerSentence(second, id);
  expect(await second.stop()).toBe(0);
  await removeDirectory(dataDir);
});

test('the database killed in the middle of an article is started again, and the article is finished', async () => {
  // A port of its own: the API is started anew when the database comes back at another address.
  const server = await startServer({ env: { ...env, MUWAZI_PORT: String(await freePort()) } });
  const id = await submitAndWaitForTheMiddle(server);
  const line = server.log.find((entry) => entry['msg'] === 'database ready');
  process.kill(Number(line?.['serverPid']), 'SIGKILL');
  await expectOneTranslationPerSentence(server, id);
  expect(await server.stop()).toBe(0);
});

test('the children of a killed supervisor end by themselves', async () => {
  const dataDir = await makeDataDir();
  const server = await startServer({ dataDir, env });
  const children = ['api', 'worker-1'].map((name) => server.pidOf(name));
  await server.killSupervisor();
  await until(
    () => children.filter(isRunning),
    (left) => left.length === 0,
    {
      withinMs: 20_000,
      label: 'API and worker are gone',
    },
  );
  const again = await startServer({ dataDir, env });
  expect(await again.stop()).toBe(0);
  await removeDirectory(dataDir);
});

test('children that are still loading when the supervisor is killed end by themselves', async () => {
  const dataDir = await makeDataDir();
  const server = launch(dataDir, env);
  await until(
    () => server.log.filter((entry) => entry['msg'] === 'process started').length,
    (started) => started === 2,
    { withinMs: 45_000, label: 'both children are started', everyMs: 1 },
  );
  server.process.kill('SIGKILL');
  const children = ['api', 'worker-1'].map((name) => lastPidOf(server.log, name));
  await until(
    () => children.filter(isRunning),
    (left) => left.length === 0,
    { withinMs: 30_000, label: 'API and worker are gone' },
  );
  const again = await startServer({ dataDir, env });
  expect(await again.stop()).toBe(0);
  await removeDirectory(dataDir);
});

test('a server told to stop while it starts leaves nothing running', async () => {
  const dataDir = await makeDataDir();
  const server = launch(dataDir, env);
  await until(
    () => server.log.filter((entry) => entry['msg'] === 'process started').length,
    (started) => started > 0,
    { withinMs: 45_000, label: 'a child is started', everyMs: 1 },
  );
  server.process.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  const database = server.log.find((entry) => entry['msg'] === 'database ready');
  // Its identity, because the process number stays until somebody has asked for its exit code.
  expect(await readProcessIdentity(Number(database?.['serverPid']))).toBeUndefined();
  expect(await readdir(dataDir)).not.toContain('muwazi.lock');
  await removeDirectory(dataDir);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
