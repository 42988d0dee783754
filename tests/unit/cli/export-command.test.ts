import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { buildProgram } from '../../../cli/build-program.ts';
import type { CommandContext } from '../../../cli/command-context.ts';
import { addExportFilter, exportFilterFrom, type FilterOptions } from '../../../cli/export-filter.ts';
import type { ExitCode } from '../../../cli/exit-codes.ts';
import { runProgram } from '../../../cli/run-program.ts';
import { showBytes } from '../../../cli/show-bytes.ts';
import { exportFormats } from '../../../exports/export-formats.ts';

/** A command line beside which no server answers: whatever is sent ends with 69. */
function contextWithoutServer(noted: string[]): CommandContext {
  return {
    terminal: {
      print: () => undefined,
      note: (line) => void noted.push(line),
      style: (_style, text) => text,
      progress: process.stderr,
      columns: 120,
    },
    env: { MUWAZI_URL: 'http://127.0.0.1:1' },
    takeInterrupts: () => new AbortController().signal,
    endWith: () => undefined,
  };
}

async function muwazi(
  ...args: readonly string[]
): Promise<{ readonly exitCode: ExitCode; readonly noted: string }> {
  const noted: string[] = [];
  const exitCode = await runProgram(args, contextWithoutServer(noted), '0.0.0-test');
  return { exitCode, noted: noted.join('\n') };
}

test.each(['export', 'translate'])('the help of %s names every format a server writes', (name) => {
  const command = buildProgram(contextWithoutServer([]), '0.0.0-test').commands.find(
    (each) => each.name() === name,
  );
  const help = command!.helpInformation().replaceAll(/\s+/gu, ' ');
  expect(help).toContain(`one of: ${exportFormats.map((format) => format.name).join(', ')}`);
});

describe('what is not clear is refused with a sentence, before anything is sent', () => {
  test.each([
    ['neither an ID nor a filter', [], 'the ID of a document or a filter'],
    ['an ID and a filter', ['x', '--collection', 'economy'], 'one or the other'],
    ['--partial with filters', ['--status', 'running', '--partial'], '--partial goes with an ID'],
    ['a mark that the format does not take', ['x', '--to', 'tmx', '--bom'], '--bom is for tsv and csv'],
    ['a span without a moment', ['--from', '2026-03-02', '--until', '2026-03-01'], '--from must be before'],
    ['an unknown format', ['--status', 'done', '--to', 'pdf'], 'There is no export format'],
    ['--json beside a file on standard output', ['x', '--json', '-o', '-'], 'standard output is not free'],
  ])('%s', async (_what, args, sentence) => {
    expect(await muwazi('export', ...args)).toMatchObject({
      exitCode: 2,
      noted: expect.stringContaining(sentence) as string,
    });
  });

  test('a clear one is sent', async () => {
    expect(await muwazi('export', 'x')).toMatchObject({ exitCode: 69 });
    expect(await muwazi('export', '--status', 'done')).toMatchObject({ exitCode: 69 });
  });
});

/** The filter as the API is asked for it. */
function filterOf(...args: readonly string[]): ReturnType<typeof exportFilterFrom> {
  const command = addExportFilter(
    new Command().exitOverride().configureOutput({ writeErr: () => undefined }),
  );
  return exportFilterFrom(command.parse(args, { from: 'user' }).opts<FilterOptions>());
}

test('filters are asked for as the API calls them', () => {
  const dates = ['--from', '2026-03-01', '--until', '2026-03-01T09:30:00Z'];
  const sentences = ['--min-confidence', '0.25', '--flag', 'number-mismatch'];
  expect(filterOf('--collection', 'اقتصاد', '--status', 'failed', ...dates, ...sentences)).toEqual({
    collection: 'اقتصاد',
    status: 'failed',
    from: '2026-03-01',
    to: '2026-03-01T09:30:00Z',
    minConfidence: '0.25',
    flag: 'number-mismatch',
  });
  expect(filterOf()).toEqual({});
});

test('one day is a span: it ends when the day does', () => {
  expect(filterOf('--from', '2026-03-01T23:00:00Z', '--until', '2026-03-01')).toMatchObject({
    to: '2026-03-01',
  });
  const empty = ['--from', '2026-03-01T23:00:00Z', '--until', '2026-03-01T23:00:00Z'];
  expect(() => filterOf(...empty)).toThrow('--from must be before');
});

test.each([
  ['--from', 'yesterday', 'It must be a date'],
  ['--until', '2026-02-30', 'It must be a date'],
  ['--min-confidence', '1.5', 'from 0 to 1'],
  ['--min-confidence', '', 'from 0 to 1'],
  ['--status', 'finished', 'Allowed choices'],
  ['--flag', 'wrong', 'Allowed choices'],
])('%s "%s" is refused with what it may be', (option, value, sentence) => {
  expect(() => filterOf(option, value)).toThrow(sentence);
});

interface Screen {
  readonly shown: string[];
  readonly isTTY: boolean;
  readonly write: (piece: unknown) => boolean;
}

function screenOf({ isTTY }: Pick<Screen, 'isTTY'>): Screen {
  const shown: string[] = [];
  return { shown, isTTY, write: (piece) => shown.push(String(piece)) > 0 };
}

const erased = '\r\u001B[2K';

test('a terminal sees how much has come and is clean afterwards; a log sees nothing', async () => {
  const text = 'x'.repeat(640);
  const [terminal, log] = [screenOf({ isTTY: true }), screenOf({ isTTY: false })];
  for (const screen of [terminal, log])
    expect(await new Response(showBytes(new Blob([text]).stream(), screen)).text()).toBe(text);
  expect(terminal.shown).toEqual([`${erased}640 bytes`, erased]);
  expect(log.shown).toEqual([]);
});

test('a terminal is clean after a download that broke off, and after one that was stopped', async () => {
  const terminal = screenOf({ isTTY: true });
  const broken = ReadableStream.from<Uint8Array>(
    (function* () {
      yield Buffer.from('half');
      throw new Error('connection lost');
    })(),
  );
  await expect(new Response(showBytes(broken, terminal)).text()).rejects.toThrow('connection lost');
  expect(terminal.shown).toEqual([`${erased}4 bytes`, erased]);
  await showBytes(new Blob(['x']).stream(), terminal).cancel();
  expect(terminal.shown.at(-1)).toBe(erased);
});
