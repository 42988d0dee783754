import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { AppError, appError } from '../core/app-error.ts';
import { readConfig } from '../runtime/config/read-config.ts';
import { createLogger } from '../runtime/logger.ts';
import { startSystem, type System } from '../runtime/start-system.ts';
import { startEmbeddedPostgres } from '../store/embedded/start-embedded-postgres.ts';
import { migrateStore } from '../store/migrate-store.ts';
import { openApiClient, type ApiClient } from './api-client.ts';
import { openProgressLine } from './progress-line.ts';
import { layOutSideBySide } from './side-by-side.ts';

const root = resolve(import.meta.dirname, '../..');
const samplePath = join(root, 'samples/article.ar.txt');
const outDir = resolve('out');
const lookEveryMs = 100;
const columnsWithoutTerminal = 120;

const rowSchema = Type.Object({
  source: Type.String(),
  target: Type.String(),
  model: Type.Union([Type.Object({ id: Type.String(), revision: Type.String() }), Type.Null()]),
});

/*
 * The first thing a new user runs: a whole Muwazi on a scratch directory, one article through the API, two downloads.
 * An interrupt takes the system down and the scratch directory away as well.
 */
async function runDemo(): Promise<void> {
  const startedAtMs = performance.now();
  const scratch = await mkdtemp(join(tmpdir(), 'muwazi-demo-'));
  // For root: the database's account must be able to enter. The cluster inside stays closed to others.
  await chmod(scratch, 0o755);
  const interrupted = new AbortController();
  const interrupt = (): void => {
    interrupted.abort();
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  let system: System | undefined;
  try {
    say('Starting the database, the API and a worker …');
    system = await startScratchSystem(scratch);
    await system.workersReady;
    say(`Ready in ${secondsSince(startedAtMs)} s.`);
    await translateSample(openApiClient(system.address), interrupted.signal);
  } finally {
    await system?.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function startScratchSystem(scratch: string): Promise<System> {
  const config = readConfig({
    MUWAZI_LOG_LEVEL: 'error',
    ...process.env,
    DATABASE_URL: undefined,
    REDIS_URL: undefined,
    MUWAZI_DATA_DIR: scratch,
    MUWAZI_PORT: '0',
    MUWAZI_HOST: '127.0.0.1',
  });
  const log = createLogger(config, 'demo');
  return await startSystem(config, log, { startDatabase: startEmbeddedPostgres, migrate: migrateStore });
}

async function translateSample(api: ApiClient, signal: AbortSignal): Promise<void> {
  const submittedAtMs = performance.now();
  const text = await readFile(samplePath, 'utf8');
  const { id } = await api.submit({ title: 'Sample article', text });
  await watch(api, id, signal);
  const took = secondsSince(submittedAtMs);
  await mkdir(outDir, { recursive: true });
  for (const format of ['jsonl', 'tmx'] as const) {
    const download = Readable.from(await api.export(id, format));
    await pipeline(download, createWriteStream(join(outDir, `demo.${format}`)));
  }
  const rows = await readRows(join(outDir, 'demo.jsonl'));
  say('');
  say(layOutSideBySide(rows, { columns: process.stdout.columns || columnsWithoutTerminal }));
  const model = rows.find((row) => row.model !== null)?.model;
  say('');
  say(
    `${rows.length} sentences in ${took} s with ${model?.id ?? 'no model'} (revision ${model?.revision ?? 'none'}).`,
  );
  say('The model that ships with Muwazi gives the gist at best; see README.md for better ones.');
  say(`Written: ${join('out', 'demo.jsonl')} and ${join('out', 'demo.tmx')}`);
}

async function watch(api: ApiClient, id: string, signal: AbortSignal): Promise<void> {
  const line = openProgressLine(process.stdout);
  for (;;) {
    const { status, paragraphs } = await api.document(id);
    line.show(paragraphs);
    if (status === 'done' || status === 'failed') {
      line.end();
      if (status === 'failed') throw appError('TRANSLATION_FAILED', []);
      return;
    }
    await wait(lookEveryMs, undefined, { signal });
  }
}

async function readRows(path: string): Promise<readonly Static<typeof rowSchema>[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => Value.Parse(rowSchema, JSON.parse(line)));
}

function secondsSince(startedAtMs: number): string {
  return ((performance.now() - startedAtMs) / 1000).toFixed(1);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

runDemo().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(error instanceof AppError ? `${error.message}\n` : `${String(error)}\n`);
    process.exit(1);
  },
);
