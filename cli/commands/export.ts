import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { appError } from '../../core/app-error.ts';
import { openApiClient } from '../api-client.ts';
import type { CommandContext } from '../command-context.ts';
import { standardOutput } from '../files/plan-outputs.ts';
import { writeDownload } from '../files/write-download.ts';
import {
  addFormatOption,
  addJsonOption,
  addServerOption,
  type JsonOption,
  type ServerOption,
} from '../options.ts';
import { extensionOf } from '../format-names.ts';
import { serverAddress } from '../server-address.ts';
import { serverKey } from '../server-key.ts';

interface ExportOptions extends ServerOption, JsonOption {
  readonly to: string;
  readonly out?: string;
  readonly force?: true;
  readonly partial?: true;
}

const help = `
Without --out the file gets the name the server gives it: title, date, ending. Prints where
it went.

Examples:
  muwazi export ID --to xliff
  muwazi export ID --to tsv -o - | cut -f 7,8`;

/** `muwazi export ID`: a document as a file. */
export function addExport(program: Command, context: CommandContext): void {
  const command = program
    .command('export')
    .summary('download a document as a file')
    .description('Download a document as a file.')
    .argument('<id>', 'id of a document, as submit and list print it');
  addFormatOption(command)
    .option('-o, --out <path>', 'a file, a directory that is there, or - for standard output')
    .option('-f, --force', 'replace a file that is there already')
    .option('--partial', 'also what is there of a document that is unfinished or failed in part');
  addJsonOption(addServerOption(command))
    .addHelpText('after', help)
    .action((id: string, options: ExportOptions) => exportDocument(id, options, context));
}

async function exportDocument(id: string, options: ExportOptions, context: CommandContext): Promise<void> {
  const { terminal, env } = context;
  extensionOf(options.to);
  if (options.json === true && options.out === standardOutput)
    throw appError('ARGUMENTS_INVALID', ['with --json, standard output is not free for the file.']);
  const signal = context.takeInterrupts();
  const api = openApiClient(serverAddress(options.server, env), { key: serverKey(env), signal });
  const { fileName, body } = await api.export(id, {
    format: options.to,
    ...(options.partial === true ? { partial: 'true' } : {}),
  });
  const path = await pathFor(options.out, fileName);
  const whenThere = options.force === true ? 'replace' : 'refuse';
  const bytes = await writeDownload(body, path, { whenThere, signal });
  if (options.json === true) terminal.print(JSON.stringify({ documentId: id, out: path, bytes }));
  else if (path !== standardOutput) terminal.print(path);
}

async function pathFor(out: string | undefined, fileName: string): Promise<string> {
  if (out === undefined) return fileName;
  const isDirectory = out !== standardOutput && (await stat(out).catch(() => undefined))?.isDirectory();
  return isDirectory === true ? join(out, fileName) : out;
}
