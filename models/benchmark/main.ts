import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { parseArgs, promisify } from 'node:util';
import { embeddedModelDirectory } from '../registry/embedded-model.ts';
import { benchmarkSentences } from './benchmark-sentences.ts';
import { benchmarkShape } from './benchmark-shape.ts';
import { startContender } from './contender-client.ts';
import { renderResults, type BenchmarkResults } from './render-results.ts';

/*
 * npm run bench -- [--threads 2] [--repetitions 5] [--sentences 997]
 *
 * Needs the benchmark weights and FLORES dev beside the repository; says so and ends where they are not there.
 */

const { values: options } = parseArgs({
  options: {
    threads: { type: 'string', default: '2' },
    repetitions: { type: 'string', default: '5' },
    sentences: { type: 'string', default: '997' },
  },
});

const root = dirname(dirname(embeddedModelDirectory()));
const fill = join(root, '..', 'shared', 'models', 'opus-mt-shape', 'fill.mjs');
const corpus = join(root, '..', 'shared', 'data', 'flores-dev.ar');
const shapeDirectory = join(root, 'out', 'bench', 'opus-mt-shape');

if (existsSync(fill) && existsSync(corpus)) await run();
else process.stderr.write(`The benchmark needs ${fill} and ${corpus}.\n`);

async function run(): Promise<void> {
  const threads = Number(options.threads);
  if (!existsSync(join(shapeDirectory, 'config.json'))) {
    await promisify(execFile)(process.execPath, [fill, shapeDirectory]);
  }
  const settings = { threads, shapeDirectory, embeddedDirectory: embeddedModelDirectory() };
  const onShape = { library: startContender('library', settings), own: startContender('own', settings) };
  const shape = await benchmarkShape(onShape, [1, 8, 32, 64], Number(options.repetitions));
  Object.values(onShape).forEach((contender) => {
    contender.stop();
  });
  const lines = (await readFile(corpus, 'utf8')).split('\n').slice(0, Number(options.sentences));
  const onText = { library: startContender('library', settings), own: startContender('own', settings) };
  const sentences = lines.length === 0 ? null : await benchmarkSentences(onText, lines);
  Object.values(onText).forEach((contender) => {
    contender.stop();
  });
  await report({
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
    threads,
    measuredAt: new Date().toISOString(),
    shape,
    sentences,
  });
}

async function report(results: BenchmarkResults): Promise<void> {
  await mkdir(join(root, 'bench'), { recursive: true });
  await writeFile(join(root, 'bench', 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`${renderResults(results)}\n`);
}
