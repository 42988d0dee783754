import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { parseArgs, promisify } from 'node:util';
import { embeddedModelDirectory } from '../registry/embedded-model.ts';
import { benchmarkMachine } from './benchmark-machine.ts';
import { benchmarkSentences } from './benchmark-sentences.ts';
import { benchmarkShape } from './benchmark-shape.ts';
import { startContender, type ContenderClient } from './contender-client.ts';
import { renderResults, type BenchmarkResults } from './render-results.ts';
import { startTeam } from './start-team.ts';

/*
 * npm run bench -- [--threads 1] [--repetitions 5] [--sentences 997]
 *
 * `--threads` is of each process that is compared alone; then the whole machine is compared, as `npm start` would use it.
 *
 * Needs the benchmark weights and FLORES dev beside the repository; says so and ends where they are not there.
 */

const { values: options } = parseArgs({
  options: {
    threads: { type: 'string', default: '1' },
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
  const repetitions = Number(options.repetitions);
  if (!existsSync(join(shapeDirectory, 'config.json'))) {
    await promisify(execFile)(process.execPath, [fill, shapeDirectory]);
  }
  const settings = { threads, shapeDirectory, embeddedDirectory: embeddedModelDirectory() };
  const shape = await between(
    { library: startContender('library', settings), own: startContender('own', settings) },
    (contenders) => benchmarkShape(contenders, [1, 8, 32, 64], repetitions),
  );
  const cores = availableParallelism();
  const single = { ...settings, threads: 1 };
  const machine = await between(
    {
      oneThread: startContender('library', single),
      manyThreads: startContender('library', { ...settings, threads: cores }),
      manyProcesses: startTeam('library', single, cores),
      own: startTeam('own', single, cores),
    },
    (contenders) => benchmarkMachine(contenders, { cores, batch: 32, repetitions }),
  );
  const lines = (await readFile(corpus, 'utf8')).split('\n').slice(0, Number(options.sentences));
  const sentences = await between(
    {
      library: startContender('library', settings),
      own: startContender('own', settings),
      team: startTeam('own', single, cores),
    },
    async (contenders) => (lines.length === 0 ? null : benchmarkSentences(contenders, lines)),
  );
  await report({
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores, node: process.version },
    threads,
    measuredAt: new Date().toISOString(),
    shape,
    wholeMachine: machine,
    sentences,
  });
}

/** The contenders' processes live as long as `work`. */
async function between<Contenders extends Readonly<Record<string, ContenderClient>>, Result>(
  contenders: Contenders,
  work: (contenders: Contenders) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(contenders);
  } finally {
    for (const contender of Object.values(contenders)) contender.stop();
  }
}

async function report(results: BenchmarkResults): Promise<void> {
  await mkdir(join(root, 'bench'), { recursive: true });
  await writeFile(join(root, 'bench', 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`${renderResults(results)}\n`);
}
