/*
 * What a server takes in while it translates, and what that costs the translating:
 *
 *   npm run bench:load [-- --seconds 10] [--rounds 5]
 *
 * Starts a whole server as `npm start` does (embedded database, queue and model, a fresh data directory), gives its workers more to do
 * than they get done, and counts sentences: left alone, then with 1 and with 32 clients that send articles one after the other
 * as fast as they are taken, by turns; what it prints are the medians of the rounds. Clients are autocannon in a process of its own, on the same machine.
 * Prints a table and writes out/bench-load.json.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { defaultWorkers, thisMachine } from '../../runtime/config/default-workers.ts';
import { startServer, type RunningServer } from '../support/running-server.ts';
import { until } from '../support/until.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '10' }, rounds: { type: 'string', default: '5' } },
});
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const root = resolve(import.meta.dirname, '../..');
const autocannon = createRequire(import.meta.url).resolve('autocannon/autocannon.js');
const article = await readFile(resolve(root, 'samples/article.ar.txt'), 'utf8');
const paragraphs = article.trim().split(/\n{2,}/u);
/** Of a document the worker is fed with: as many as one may have. */
const feedParagraphs = 9_000;

interface Phase {
  readonly clients: number;
  readonly sentencesPerSecond: number;
  readonly submissionsPerSecond: number | null;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly refused: number;
}

/** Left alone, then with clients. */
type Round = readonly [Phase, ...Phase[]];

// As many workers as `npm start` has here; tests are content with one.
const workers = defaultWorkers(thisMachine());
const server = await startServer({
  env: { MUWAZI_WORKERS: String(workers), MUWAZI_THREADS: '1' },
});
try {
  await feed(server);
  await until(
    () => sentencesOf(server),
    // By then what was sent has been handed over, and every process has warmed up.
    (done) => done > 1_500,
    { withinMs: 120_000, label: 'it translates' },
  );
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const alone = await measure(server, 0);
    measured.push([alone, await measure(server, 1), await measure(server, 32)]);
  }
  report(measured);
  await mkdir(resolve(root, 'out'), { recursive: true });
  const machine = { processor: cpus()[0]?.model, cores: availableParallelism(), node: process.version };
  const result = { at: new Date().toISOString(), machine, workers, seconds, rounds: measured };
  await writeFile(resolve(root, 'out/bench-load.json'), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await server.stop();
}

/** More than is translated in the time. Translated anew each time: the memory would have all of it after one article. */
async function feed(to: RunningServer): Promise<void> {
  const many = Array.from({ length: feedParagraphs }, (_, n) => paragraphs[n % paragraphs.length]);
  const body = JSON.stringify({ paragraphs: many, memory: false });
  for (let sent = 0; sent < 3; sent++) {
    const answer = await to.request('/v1/documents', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    if (answer.status !== 202) throw new Error(`the server took no work: ${await answer.text()}`);
  }
}

async function measure(of: RunningServer, clients: number): Promise<Phase> {
  const load = clients === 0 ? undefined : send(of, clients);
  const sentencesPerSecond = await measureSpeed(of);
  const answers = await load;
  return {
    clients,
    sentencesPerSecond,
    submissionsPerSecond: answers === undefined ? null : answers['2xx'] / answers.duration,
    p50Ms: answers?.latency.p50 ?? null,
    p99Ms: answers?.latency.p99 ?? null,
    refused: answers === undefined ? 0 : answers.non2xx + answers.errors,
  };
}

interface Answers {
  readonly duration: number;
  readonly '2xx': number;
  readonly non2xx: number;
  readonly errors: number;
  /** Milliseconds. */
  readonly latency: { readonly p50: number; readonly p99: number };
}

/** Articles for later, as an import brings them: what is translated meanwhile is the same in every phase. */
async function send(to: RunningServer, clients: number): Promise<Answers> {
  const body = JSON.stringify({ text: article, memory: false, priority: 'bulk' });
  const args = ['-j', '-n', '-c', String(clients), '-d', String(seconds + 4), '-m', 'POST'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [autocannon, ...args, '-H', 'content-type=application/json', '-b', body, `${to.url}/v1/documents`],
    { maxBuffer: 2 ** 26 },
  );
  return JSON.parse(stdout) as Answers;
}

/** From one announcement of the worker to another; it makes one every two seconds. */
async function measureSpeed(of: RunningServer): Promise<number> {
  const first = await nextCount(of);
  await wait(seconds * 1_000);
  const last = await nextCount(of);
  return (last.sentences - first.sentences) / ((last.atMs - first.atMs) / 1_000);
}

async function nextCount(of: RunningServer): Promise<{ readonly sentences: number; readonly atMs: number }> {
  const before = await sentencesOf(of);
  const sentences = await until(
    () => sentencesOf(of),
    (now) => now > before,
    {
      withinMs: 30_000,
      label: 'the worker announces',
    },
  );
  return { sentences, atMs: performance.now() };
}

async function sentencesOf(of: RunningServer): Promise<number> {
  const page = await (await of.request('/metrics')).text();
  const counts = page.matchAll(/^muwazi_sentences_total\{[^}]*origin="model"[^}]*\} (\d+)/gmu);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

function report(measured: readonly Round[]): void {
  console.log('clients  sentences/s  of idle  submissions/s   p50 ms   p99 ms  refused');
  for (const place of [0, 1, 2]) {
    const phases = measured.flatMap((round) => round[place] ?? []);
    const median = (read: (phase: Phase) => number | null): number =>
      medianOf(phases.map((phase) => read(phase) ?? NaN));
    const shares = measured.map(
      ([idle, ...others]) => ([idle, ...others][place]?.sentencesPerSecond ?? NaN) / idle.sentencesPerSecond,
    );
    const cells = [
      [String(phases[0]?.clients), 7],
      [median((phase) => phase.sentencesPerSecond).toFixed(1), 13],
      [`${(100 * medianOf(shares)).toFixed(0)} %`, 9],
      [median((phase) => phase.submissionsPerSecond).toFixed(1), 15],
      [median((phase) => phase.p50Ms).toFixed(0), 9],
      [median((phase) => phase.p99Ms).toFixed(0), 9],
      [String(phases.reduce((sum, phase) => sum + phase.refused, 0)), 9],
    ] as const;
    console.log(cells.map(([text, width]) => text.replace('NaN', '–').padStart(width)).join(''));
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}
