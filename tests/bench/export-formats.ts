/*
 * How fast each export format writes, and whether its memory grows with the rows:
 *
 *   node --expose-gc --import ./tests/support/typescript-hooks.js tests/bench/export-formats.ts [rows] [format …]
 *
 * A process a format, so that none inherits the heap of another; made-up rows, streamed; the file is encoded and thrown
 * away. `rows/s` is per second of processor time, so that a busy machine does not count; the line `rows alone` is what
 * making the rows costs in it. `live` is the most that was reachable (heap and buffers, after a full collection) over
 * what was before the first row.
 */
import { spawnSync } from 'node:child_process';
import { argv, cpuUsage, execArgv, execPath, exit, memoryUsage } from 'node:process';
import { fileURLToPath } from 'node:url';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { AlignedRow } from '../../core/alignment.ts';
import type { ExportFormat } from '../../exports/export-format.ts';
import { exportFormatNamed, exportFormats } from '../../exports/export-formats.ts';
import { oneDocument } from '../../exports/one-document.ts';
import { alignedRow, exportHeader, finishedDocument } from '../support/aligned-rows.ts';

const megabyte = 2 ** 20;
const rowsAlone = 'rows alone';
const defaultRows = 1_000_000;
const rowsPerParagraph = 5;
const samples = 20;

/** Made-up words, so that the texts compress about as well as real ones: a few are frequent, most are rare. */
const arabicWords = vocabulary('ابتثجحخدذرزسشصضطظعغفقكلمنهوي');
const englishWords = vocabulary('abcdefghijklmnopqrstuvwxyz');

const [first, ...rest] = argv.slice(2);
if (first === '--one') await measureOne(rest[0] ?? '', Number(rest[1]));
else measureEach(first === undefined ? defaultRows : Number(first), rest);

function measureEach(rows: number, chosen: readonly string[]): void {
  const names = chosen.length > 0 ? chosen : [rowsAlone, ...exportFormats.map(({ name }) => name)];
  console.log(`${rows.toLocaleString('en')} rows\n`);
  console.log('format          rows/s      MB/s   file MB   live MB');
  for (const name of names) {
    const self = fileURLToPath(import.meta.url);
    const { status } = spawnSync(execPath, [...execArgv, self, '--one', name, String(rows)], {
      stdio: 'inherit',
    });
    if (status !== 0) exit(1);
  }
}

async function measureOne(name: string, rows: number): Promise<void> {
  const memory = watchMemory(rows);
  const begun = cpuSeconds();
  let bytes = 0;
  for await (const chunk of fileOf(name, madeUpRows(rows, memory.tick)))
    bytes += typeof chunk === 'string' ? Buffer.from(chunk).length : chunk.length;
  const seconds = cpuSeconds() - begun - memory.spentSeconds();
  const columns = [
    Math.round(rows / seconds).toLocaleString('en'),
    (bytes / megabyte / seconds).toFixed(1),
    (bytes / megabyte).toFixed(0),
    (memory.mostLive() / megabyte).toFixed(1),
  ];
  console.log(name.padEnd(12) + columns.map((column) => column.padStart(10)).join(''));
}

function fileOf(name: string, rows: AsyncIterable<AlignedRow>): AsyncIterable<string | Uint8Array> {
  if (name === rowsAlone) return nothingOf(rows);
  const format: ExportFormat = exportFormatNamed(name);
  return format.write(exportHeader(), oneDocument(finishedDocument(), rows));
}

async function* nothingOf(rows: AsyncIterable<AlignedRow>): AsyncGenerator<string> {
  for await (const row of rows) yield row.segmentId.slice(0, 0);
}

/** Processor time of this process so far. */
function cpuSeconds(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1_000_000;
}

/** Collects and measures a few times over the run; the time that takes is not the format's. */
function watchMemory(rows: number) {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('start with --expose-gc');
  const every = Math.max(1, Math.floor(rows / samples));
  const liveBytes = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = liveBytes();
  let mostLive = 0;
  let spentSeconds = 0;
  return {
    tick: (row: number): void => {
      if (row % every !== every - 1) return;
      const begun = cpuSeconds();
      mostLive = Math.max(mostLive, liveBytes() - before);
      spentSeconds += cpuSeconds() - begun;
    },
    mostLive: () => mostLive,
    spentSeconds: () => spentSeconds,
  };
}

/** Sentences of 12 to 30 words, the length of those in the news, all different. */
// eslint-disable-next-line @typescript-eslint/require-await -- an asynchronous stream of what is made as it is read
async function* madeUpRows(count: number, onRow: (row: number) => void): AsyncGenerator<AlignedRow> {
  const random = xoroshiro128plus(1);
  for (let index = 0; index < count; index += 1) {
    const paragraphPosition = Math.floor(index / rowsPerParagraph);
    const position = index % rowsPerParagraph;
    const paragraphId = `0197f0aa-0000-7000-8000-${paragraphPosition.toString(16).padStart(12, '0')}`;
    yield alignedRow({
      segmentId: `${paragraphId}.${String(position)}`,
      paragraphId,
      paragraphPosition,
      position,
      sourceText: sentence(arabicWords, index, random),
      targetText: sentence(englishWords, index, random),
      gapBefore: position === 0 ? '\n\n' : ' ',
      confidence: (index % 1000) / 1000,
    });
    onRow(index);
  }
}

function vocabulary(letters: string): readonly string[] {
  const random = xoroshiro128plus(letters.length);
  return Array.from({ length: 20_000 }, () =>
    Array.from(
      { length: 2 + uniformInt(random, 0, 7) },
      () => letters[uniformInt(random, 0, letters.length - 1)],
    ).join(''),
  );
}

function sentence(words: readonly string[], row: number, random: RandomGenerator): string {
  const length = 12 + (row % 19);
  const word = (): string =>
    words[Math.floor(words.length * (uniformInt(random, 0, 1_000_000) / 1_000_001) ** 3)] ?? '';
  return `${Array.from({ length }, word).join(' ')}.`;
}
