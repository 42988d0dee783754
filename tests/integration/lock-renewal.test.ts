import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../core/logger.ts';
import { openTranslator } from '../../models/open-translator.ts';
import { resolveModel } from '../../models/resolve-model.ts';
import type { Translator } from '../../models/translator.ts';
import { openQueue } from '../../queue/open-queue.ts';
import type { ParagraphProcessor, ParagraphQueue } from '../../queue/paragraph-queue.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { readSampleArticle } from '../support/articles.ts';
import { until } from '../support/until.ts';

/*
 * ONNX Runtime's run() does not return until a step is computed, and no timer fires meanwhile. BullMQ renews locks by a
 * timer. So inference lives in a thread of its own; these tests show that the lock survives it, and that it would not
 * survive inference on the thread that renews.
 */

const lockDurationMs = 1_000;
const runTypeScript = ['--import', resolve(import.meta.dirname, '../support/typescript-hooks.js')];
const blockingWorker = resolve(import.meta.dirname, '../support/block-jobs.ts');
const job = (paragraphId: string) => ({ v: 1, documentId: 'd', paragraphId, generation: 0 }) as const;

let database: TestDatabase;
let queue: ParagraphQueue;
let translator: Translator;

beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openQueue({ databaseUrl: database.databaseUrl, log: silentLogger });
  const model = await resolveModel({ choice: 'embedded', modelsDir: 'unused', log: silentLogger });
  translator = await openTranslator({
    modelDirectory: model.directory,
    identity: model.identity,
    threads: 1,
    log: silentLogger,
  });
});

afterAll(async () => {
  await queue.close();
  await translator.close();
  await database.drop();
});

test('a job keeps its lock while the model computes for several times its duration', async () => {
  const article = readSampleArticle()
    .split('\n')
    .filter((line) => line !== '');
  let runs = 0;
  let tookMs = 0;
  const compute: ParagraphProcessor = async (_job, { signal }) => {
    runs += 1;
    const startedAtMs = performance.now();
    while (performance.now() - startedAtMs < 4 * lockDurationMs)
      await translator.translate(article, { signal });
    tookMs = performance.now() - startedAtMs;
  };
  // Two workers: who loses the lock loses the job to the other.
  const consumers = [1, 2].map(() => queue.consume({ concurrency: 1, lockDurationMs, process: compute }));
  const producer = queue.producer();
  await producer.enqueue([job('inference')]);
  await until(
    () => producer.presenceOf([job('inference')]),
    ([presence]) => presence === 'absent',
    { withinMs: 30_000, label: 'the job is done' },
  );
  await Promise.all(consumers.map((consumer) => consumer.close({ graceMs: 5_000 })));
  expect(tookMs).toBeGreaterThan(4 * lockDurationMs);
  expect(runs).toBe(1);
});

test('the same job would lose it on a thread that computes itself', async () => {
  const child = spawn(process.execPath, [
    ...runTypeScript,
    blockingWorker,
    database.databaseUrl,
    String(lockDurationMs),
    '60000',
  ]);
  const producer = queue.producer();
  await producer.enqueue([job('blocking')]);
  await once(child.stdout, 'data');
  let takenOver = false;
  const other = queue.consume({
    concurrency: 1,
    lockDurationMs,
    process: () => {
      takenOver = true;
      return Promise.resolve();
    },
  });
  await until(() => takenOver, Boolean, { withinMs: 20_000, label: 'another worker has taken the job over' });
  await other.close({ graceMs: 5_000 });
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
});
