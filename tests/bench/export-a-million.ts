/*
 * What a download of a whole corpus costs, through all of Muwazi: PostgreSQL, the API process, HTTP.
 *
 *   npm run build && node --import ./tests/support/typescript-hooks.js tests/bench/export-a-million.ts [segments] [format …]
 *
 * Fills a database of its own with a million segments (50,000 articles), then for each format starts an API process,
 * notes what it holds when idle, downloads everything from it, and notes the most it held: `peak MB` is that over idle,
 * and the script fails where it is more than 150. `rows/CPU s` is by the API process's own processor time, which
 * other work on the machine does not change. Linux only: memory and processor time are the kernel's own figures.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { argv, execPath, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '../../core/logger.ts';
import { exportFormats } from '../../exports/export-formats.ts';
import { parseChildMessage } from '../../runtime/process-messages.ts';
import { startEmbeddedPostgres } from '../../store/embedded/start-embedded-postgres.ts';
import { migrateStore } from '../../store/migrate-store.ts';
import { makeDataDir, removeDirectory } from '../support/embedded-server.ts';
import { fillCorpus } from '../support/fill-corpus.ts';

const apiEntry = fileURLToPath(new URL('../../dist/api/main.js', import.meta.url));
const mostMegabytesOverIdle = 150;
const shape = { paragraphsPerDocument: 5, segmentsPerParagraph: 4, collection: 'corpus' } as const;
const segmentsPerDocument = shape.paragraphsPerDocument * shape.segmentsPerParagraph;
/** Hundredths of a second: USER_HZ, the same on every Linux that Node runs on. */
const ticksPerSecond = 100;
const startWithinMs = 60_000;
/** Formats with a line a row and no line breaks inside: their rows can be counted. */
const headerLines: Readonly<Record<string, number>> = { jsonl: 0, hf: 0, tsv: 1 };

interface Measured {
  readonly seconds: number;
  readonly firstByteMs: number;
  readonly megabytes: number;
  readonly cpuSeconds: number;
  readonly idleMegabytes: number;
  readonly peakMegabytes: number;
}

const [segmentsAsked = '1000000', ...chosen] = argv.slice(2);
const documents = Math.ceil(Number(segmentsAsked) / segmentsPerDocument);
// docx refuses more than 5,000 rows.
const formats =
  chosen.length > 0 ? chosen : exportFormats.map(({ name }) => name).filter((name) => name !== 'docx');
exit(await measureAll());

async function measureAll(): Promise<number> {
  const dataDir = await makeDataDir();
  const server = await startEmbeddedPostgres({ dataDir, log: silentLogger });
  let failures = 0;
  try {
    const { databaseUrl } = server;
    await migrateStore({ databaseUrl, log: silentLogger });
    await fillCorpus(databaseUrl, { ...shape, documents });
    const segments = documents * segmentsPerDocument;
    console.log(`${segments.toLocaleString('en')} segments in ${documents.toLocaleString('en')} articles\n`);
    console.log('format        rows/s  rows/CPU s   file MB  1st byte ms   idle MB   peak MB');
    for (const format of formats) {
      const measured = await measure(databaseUrl, format, segments);
      console.log(lineOf(format, segments, measured));
      if (measured.peakMegabytes > mostMegabytesOverIdle) failures += 1;
    }
  } finally {
    await server.stop();
    await removeDirectory(dataDir);
  }
  if (failures > 0) console.log(`\n${failures} formats took more than ${mostMegabytesOverIdle} MB over idle`);
  return failures === 0 ? 0 : 1;
}

function lineOf(format: string, segments: number, measured: Measured): string {
  const { seconds, cpuSeconds, megabytes, firstByteMs, idleMegabytes, peakMegabytes } = measured;
  const columns: readonly (readonly [number, number])[] = [
    [segments / seconds, 12],
    [segments / cpuSeconds, 12],
    [megabytes, 10],
    [firstByteMs, 13],
    [idleMegabytes, 10],
    [peakMegabytes, 10],
  ];
  return (
    format.padEnd(8) +
    columns.map(([value, width]) => Math.round(value).toLocaleString('en').padStart(width)).join('')
  );
}

async function measure(databaseUrl: string, format: string, segments: number): Promise<Measured> {
  const api = await startApi(databaseUrl);
  try {
    const idle = await memoryOf(api.pid, 'VmRSS');
    await writeFile(`/proc/${api.pid}/clear_refs`, '5'); // the peak is counted from here
    const cpuBefore = await cpuSecondsOf(api.pid);
    const begun = performance.now();
    const answer = await ask(`${api.url}/v1/exports?format=${format}&collection=${shape.collection}`);
    const received = await drain(answer, begun);
    const seconds = (performance.now() - begun) / 1000;
    const headers = headerLines[format];
    if (headers !== undefined && received.lines !== segments + headers)
      throw new Error(`${format}: ${received.lines} lines instead of ${segments + headers}`);
    return {
      seconds,
      firstByteMs: received.firstByteMs,
      megabytes: received.bytes / 2 ** 20,
      cpuSeconds: (await cpuSecondsOf(api.pid)) - cpuBefore,
      idleMegabytes: idle,
      peakMegabytes: (await memoryOf(api.pid, 'VmHWM')) - idle,
    };
  } finally {
    await api.stop();
  }
}

async function startApi(databaseUrl: string) {
  const child = spawn(execPath, [apiEntry], {
    env: { ...process.env, DATABASE_URL: databaseUrl, MUWAZI_PORT: '0', MUWAZI_LOG_FORMAT: 'json' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the API process does not start');
  try {
    return { pid, url: await addressFrom(child), stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/** Where it listens, as it tells whoever started it. */
async function addressFrom(child: ChildProcess): Promise<string> {
  const [message] = (await once(child, 'message', { signal: AbortSignal.timeout(startWithinMs) })) as [
    unknown,
  ];
  const told = parseChildMessage(message);
  if (told?.type === 'ready' && told.address !== null) return told.address;
  throw new Error(`the API process does not start: ${JSON.stringify(message)}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function ask(url: string): Promise<IncomingMessage> {
  const [answer] = (await once(get(url), 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`${url}: ${String(answer.statusCode)}`);
  return answer;
}

/** Takes the whole file; rejects when it is cut. */
async function drain(answer: IncomingMessage, begun: number) {
  const received = { bytes: 0, lines: 0, firstByteMs: 0 };
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    if (received.bytes === 0) received.firstByteMs = performance.now() - begun;
    received.bytes += chunk.length;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) received.lines += 1;
  }
  return received;
}

/** Megabytes; `VmRSS` now, `VmHWM` the most. */
async function memoryOf(pid: number, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024;
}

async function cpuSecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // After the name, which is in brackets and may hold spaces, the fields count from 3; proc(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[14 - 3]) + Number(fields[15 - 3])) / ticksPerSecond;
}
