import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { appError } from '../../core/app-error.ts';
import { openApiClient, type ApiClient, type Download, type ExportFilter } from '../api-client.ts';
import type { CommandContext } from '../command-context.ts';
import { addExportFilter, exportFilterFrom, type FilterOptions } from '../export-filter.ts';
import { standardOutput } from '../files/plan-outputs.ts';
import { writeDownload } from '../files/write-download.ts';
import { extensionOf, markedFormatNames } from '../format-names.ts';
import {
  addFormatOption,
  addJsonOption,
  addServerOption,
  type JsonOption,
  type ServerOption,
} from '../options.ts';
import { showBytes } from '../show-bytes.ts';
import { serverAddress } from '../server-address.ts';
import { serverKey } from '../server-key.ts';

interface ExportOptions extends FilterOptions, ServerOption, JsonOption {
  readonly to: string;
  readonly out?: string;
  readonly force?: true;
  readonly partial?: true;
  readonly bom?: true;
}

/** What is downloaded: one document, or all those that a filter chooses. */
type Wanted = { readonly id: string; readonly partial: boolean } | { readonly filter: ExportFilter };

const help = `
Either an ID or filters. Filters choose among the documents that are done, unless --status says
otherwise, and all have to fit; --status done alone takes everything that is done. The oldest
document comes first.

Without --out the file gets the name the server gives it: title or collection, date, ending.
Prints where it went.

Examples:
  muwazi export ID --to xliff
  muwazi export ID --to tsv -o - | cut -f 7,8
  muwazi export --collection economy --from 2026-03-01 --until 2026-03-31 --to parquet
  muwazi export --status done --min-confidence 0.5 --to moses -o corpus.zip`;

/** `muwazi export [ID]`: a document, or many as one file. */
export function addExport(program: Command, context: CommandContext): void {
  const command = program
    .command('export')
    .summary('download a document, or many, as one file')
    .description('Download a document, or all those that filters choose, as one file.')
    .argument('[id]', 'id of a document, as submit and list print it');
  addFormatOption(command)
    .option('-o, --out <path>', 'a file, a directory that is there, or - for standard output')
    .option('-f, --force', 'replace a file that is there already')
    .option('--bom', `a byte order mark in front, for Excel: ${markedFormatNames.join(' and ')} only`)
    .option('--partial', 'with an ID: also what is there of a document that is unfinished or failed');
  addExportFilter(command);
  addJsonOption(addServerOption(command))
    .addHelpText('after', help)
    .action((id: string | undefined, options: ExportOptions) => exportFile(id, options, context));
}

async function exportFile(
  id: string | undefined,
  options: ExportOptions,
  context: CommandContext,
): Promise<void> {
  const { terminal, env } = context;
  checkFormat(options);
  const wanted = wantedFrom(id, options);
  if (options.json === true && options.out === standardOutput)
    throw appError('ARGUMENTS_INVALID', ['with --json, standard output is not free for the file.']);
  const signal = context.takeInterrupts();
  const api = openApiClient(serverAddress(options.server, env), { key: serverKey(env), signal });
  const { fileName, body } = await download(api, wanted, options);
  const path = await pathFor(options.out, fileName);
  const whenThere = options.force === true ? 'replace' : 'refuse';
  // A file that scrolls by is its own progress, and whoever reads a pipe may be drawing on the terminal.
  const shown = path === standardOutput ? body : showBytes(body, terminal.progress);
  const bytes = await writeDownload(shown, path, { whenThere, signal });
  if (options.json === true) terminal.print(JSON.stringify({ ...idOf(wanted), out: path, bytes }));
  else if (path !== standardOutput) terminal.print(path);
}

/** Throws EXPORT_FORMAT_UNKNOWN, and ARGUMENTS_INVALID for a mark that the format does not take. */
function checkFormat({ to, bom }: ExportOptions): void {
  extensionOf(to);
  if (bom === true && !markedFormatNames.includes(to))
    throw appError('ARGUMENTS_INVALID', [`--bom is for ${markedFormatNames.join(' and ')} only.`]);
}

/** Throws ARGUMENTS_INVALID where it is not clear which documents are meant. */
function wantedFrom(id: string | undefined, options: ExportOptions): Wanted {
  const filter = exportFilterFrom(options);
  const hasFilter = Object.keys(filter).length > 0;
  const refuse = (sentence: string): never => {
    throw appError('ARGUMENTS_INVALID', [sentence]);
  };
  if (id !== undefined)
    return hasFilter
      ? refuse('an ID names one document and filters choose among all; give one or the other.')
      : { id, partial: options.partial === true };
  if (!hasFilter)
    return refuse('give the ID of a document or a filter; "--status done" takes all that are done.');
  return options.partial === true
    ? refuse('--partial goes with an ID; with filters, --status takes documents that are unfinished.')
    : { filter };
}

async function download(api: ApiClient, wanted: Wanted, { to, bom }: ExportOptions): Promise<Download> {
  const query = { format: to, ...(bom === true && { bom: 'true' as const }) };
  if ('filter' in wanted) return await api.exportMany({ ...query, ...wanted.filter });
  return await api.export(wanted.id, { ...query, ...(wanted.partial && { partial: 'true' as const }) });
}

async function pathFor(out: string | undefined, fileName: string): Promise<string> {
  if (out === undefined) return fileName;
  const isDirectory = out !== standardOutput && (await stat(out).catch(() => undefined))?.isDirectory();
  return isDirectory === true ? join(out, fileName) : out;
}

function idOf(wanted: Wanted): { readonly documentId?: string } {
  return 'id' in wanted ? { documentId: wanted.id } : {};
}
