/*
 * Translates without a pause and watches the memory of the process: it must stay where it was.
 *
 *   npm run build && node --import ./tests/support/typescript-hooks.js tests/bench/soak.ts [--minutes 60] [--threads 1]
 *
 * Takes FLORES dev where ../shared has it, else the sample article; sentences come in a new order and in groups of new
 * sizes each time, so that batches of every shape occur. Prints resident memory for each tenth of the time.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { silentLogger } from '../../core/logger.ts';
import { openTranslator } from '../../models/open-translator.ts';
import { resolveModel } from '../../models/resolve-model.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, threads: { type: 'string', default: '1' } },
});
const durationMs = Number(values.minutes) * 60_000;
const tenths = 10;
const root = resolve(import.meta.dirname, '../..');
const flores = resolve(root, '../shared/data/flores-dev.ar');
const source = existsSync(flores) ? flores : resolve(root, 'samples/article.ar.txt');
const sentences = readFileSync(source, 'utf8')
  .split('\n')
  .filter((line) => line !== '');

const { directory, identity } = await resolveModel({
  choice: 'embedded',
  modelsDir: 'none',
  log: silentLogger,
});
const translator = await openTranslator({
  modelDirectory: directory,
  identity,
  threads: Number(values.threads),
  log: silentLogger,
});

const startedAtMs = performance.now();
const samples: { readonly tenth: number; readonly megabytes: number }[] = [];
let translated = 0;
let tenth = 0;
while (tenth < tenths) {
  const group = takeSome(1 + Math.floor(Math.random() * 64));
  await translator.translate(group, { signal: new AbortController().signal });
  translated += group.length;
  samples.push({ tenth, megabytes: process.memoryUsage.rss() / 2 ** 20 });
  const now = Math.min(tenths, Math.floor(((performance.now() - startedAtMs) / durationMs) * tenths));
  if (now > tenth) report(tenth);
  tenth = now;
}
await translator.close();
const change = meanOf(tenths - 1) / meanOf(0) - 1;
console.log(
  `${translated} sentences in ${values.minutes} min; last tenth against first: ${(100 * change).toFixed(1)} %`,
);

function takeSome(count: number): readonly string[] {
  return Array.from({ length: count }, () => sentences[Math.floor(Math.random() * sentences.length)] ?? '');
}

function meanOf(which: number): number {
  const chosen = samples.filter((sample) => sample.tenth === which);
  return chosen.reduce((sum, sample) => sum + sample.megabytes, 0) / chosen.length;
}

function report(which: number): void {
  console.log(`tenth ${which + 1}: ${meanOf(which).toFixed(0)} MB, ${translated} sentences so far`);
}
