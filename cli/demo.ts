import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { AppError, appError } from '../core/app-error.ts';
import { openApiClient, type ApiClient } from './api-client.ts';
import { exitCodes } from './exit-codes.ts';
import { saveFile } from './files/save-file.ts';
import { Interrupted, listenForInterrupts } from './interruption.ts';
import { openProgressLine } from './progress-line.ts';
import { startScratchSystem } from './roots/start-scratch-system.ts';
import { layOutSideBySide } from './side-by-side.ts';
import { watchDocuments } from './watch-documents.ts';

const root = resolve(import.meta.dirname, '../..');
const samplePath = join(root, 'samples/article.ar.txt');
const outDir = resolve('out');
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
  const signal = listenForInterrupts(() => {
    say('Stopping …');
  });
  say('Starting the database, the API and a worker …');
  const system = await startScratchSystem(process.env, signal);
  try {
    say(`Ready in ${secondsSince(startedAtMs)} s.`);
    await translateSample(openApiClient(system.address, { signal }), signal);
  } finally {
    await system.stop();
  }
}

async function translateSample(api: ApiClient, signal: AbortSignal): Promise<void> {
  const submittedAtMs = performance.now();
  const text = await readFile(samplePath, 'utf8');
  const { id } = await api.submit({ title: 'Sample article', text });
  await watch(api, id, signal);
  const took = secondsSince(submittedAtMs);
  await mkdir(outDir, { recursive: true });
  for (const format of ['jsonl', 'tmx'] as const) {
    const { body } = await api.export(id, { format });
    await saveFile(join(outDir, `demo.${format}`), body, { whenThere: 'replace', signal });
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
  const [document] = await watchDocuments(api, [id], { signal, onProgress: line.show }).finally(() => {
    line.end();
  });
  if (document?.status !== 'done') throw appError('TRANSLATION_FAILED', []);
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
    if (error instanceof Interrupted) process.exit(exitCodes.interrupted);
    process.stderr.write(error instanceof AppError ? `${error.message}\n` : `${String(error)}\n`);
    process.exit(exitCodes.failed);
  },
);
