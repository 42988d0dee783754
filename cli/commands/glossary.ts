import { openAsBlob } from 'node:fs';
import { Option, type Command } from 'commander';
import { appError } from '../../core/app-error.ts';
import type { GlossaryAnswer, GlossaryChangeAnswer } from '../api-answers.ts';
import { openApiClient, type ApiClient } from '../api-client.ts';
import type { CommandContext } from '../command-context.ts';
import { describeFileError } from '../files/describe-file-error.ts';
import { standardOutput } from '../files/plan-outputs.ts';
import { writeDownload } from '../files/write-download.ts';
import { isolateArabic, isolateText } from '../isolate-text.ts';
import { addJsonOption, addServerOption, type JsonOption, type ServerOption } from '../options.ts';
import { serverAddress } from '../server-address.ts';
import { serverKey } from '../server-key.ts';

/** The formats of imports/glossary and exports/glossary; a test compares the lists. */
export const glossaryFormatNames = ['csv', 'tbx'] as const;

interface FileOptions extends ServerOption, JsonOption {
  readonly format?: string;
}

interface ExportOptions extends ServerOption, JsonOption {
  readonly to: string;
  readonly out?: string;
  readonly force?: true;
}

interface ImportOptions extends FileOptions {
  readonly replace?: true;
}

type AskOptions = ServerOption & JsonOption;

const help = `
What a glossary says counts for everything of its collection that is translated from then on.
CSV files have a first row "source,target,note"; TBX files are those of terminology tools.

Examples:
  muwazi glossary import economy terms.csv
  muwazi glossary export economy --to tbx -o -`;

/** `muwazi glossary`: what a collection wants terms to be called. */
export function addGlossary(program: Command, context: CommandContext): void {
  const glossary = program
    .command('glossary')
    .summary('list, show, import, export and delete the terms of collections')
    .description('List, show, import, export and delete what collections want terms to be called.')
    .addHelpText('after', help);
  const plain = (name: string, description: string): Command =>
    addJsonOption(addServerOption(glossary.command(name).description(description)));
  const command = (name: string, description: string): Command =>
    plain(name, description).argument('<collection>', 'label of the collection');
  plain('list', 'List the collections that have a glossary, with how many terms.').action(
    (options: AskOptions) => list(options, context),
  );
  command('show', 'Show the terms: Arabic, English, note.').action((name: string, options: AskOptions) =>
    show(name, options, context),
  );
  command('import', 'Add the terms in a file; those that are there get its English.')
    .argument('<file>', 'CSV or TBX')
    .addOption(
      new Option('--format <format>', 'what the file is (else its ending says)').choices(glossaryFormatNames),
    )
    .option('--replace', 'take away the terms that are not in the file')
    .action((name: string, file: string, options: ImportOptions) => importFile(name, file, options, context));
  command('export', 'Download the terms as a file and print where it went.')
    .addOption(new Option('-t, --to <format>', 'what to write').choices(glossaryFormatNames).default('csv'))
    .option('-o, --out <path>', 'a file, or - for standard output')
    .option('-f, --force', 'replace a file that is there already')
    .action((name: string, options: ExportOptions) => exportFile(name, options, context));
  command('delete', 'Delete all terms of a collection.').action((name: string, options: AskOptions) =>
    deleteAll(name, options, context),
  );
}

async function list(options: AskOptions, context: CommandContext): Promise<void> {
  const { items } = await clientFor(options, context).glossaries();
  for (const item of items) {
    const line = `${isolateText(item.collection)}\t${item.terms} ${item.terms === 1 ? 'term' : 'terms'}`;
    context.terminal.print(options.json === true ? JSON.stringify(item) : line);
  }
}

async function show(collection: string, options: AskOptions, context: CommandContext): Promise<void> {
  const { terms } = await clientFor(options, context).glossary(collection);
  for (const term of terms)
    context.terminal.print(options.json === true ? JSON.stringify(term) : lineOf(term));
}

async function importFile(
  collection: string,
  file: string,
  options: ImportOptions,
  context: CommandContext,
): Promise<void> {
  const format = options.format ?? formatOf(file);
  const content = await openAsBlob(file).catch((cause: unknown) => {
    throw appError('INPUT_UNREADABLE', [file, describeFileError(cause)], { cause });
  });
  const mode = options.replace === true ? 'replace' : 'merge';
  const change = await clientFor(options, context).importGlossary(collection, { format, mode }, content);
  context.terminal.print(options.json === true ? JSON.stringify(change) : describeChange(change));
}

async function exportFile(
  collection: string,
  options: ExportOptions,
  context: CommandContext,
): Promise<void> {
  if (options.json === true && options.out === standardOutput)
    throw appError('ARGUMENTS_INVALID', ['with --json, standard output is not free for the file.']);
  const { fileName, body } = await clientFor(options, context).exportGlossary(collection, options.to);
  const path = options.out ?? fileName;
  const bytes = await writeDownload(body, path, { whenThere: options.force === true ? 'replace' : 'refuse' });
  if (options.json === true) context.terminal.print(JSON.stringify({ collection, out: path, bytes }));
  else if (path !== standardOutput) context.terminal.print(path);
}

async function deleteAll(collection: string, options: AskOptions, context: CommandContext): Promise<void> {
  await clientFor(options, context).deleteGlossary(collection);
  if (options.json === true) context.terminal.print(JSON.stringify({ collection, deleted: true }));
  else context.terminal.note(`The glossary of ${isolateText(collection)} is deleted.`);
}

function clientFor(options: ServerOption, { env }: CommandContext): ApiClient {
  return openApiClient(serverAddress(options.server, env), { key: serverKey(env) });
}

function formatOf(file: string): string {
  const known = glossaryFormatNames.find((name) => file.toLowerCase().endsWith(`.${name}`));
  if (known !== undefined) return known;
  throw appError('ARGUMENTS_INVALID', [`${file} does not say its format; add --format.`]);
}

function lineOf({ source, target, note }: GlossaryAnswer['terms'][number]): string {
  const words = [isolateArabic(source), isolateText(target), ...(note === null ? [] : [isolateText(note)])];
  return words.join('\t');
}

function describeChange({
  terms,
  added,
  changed,
  unchanged,
  removed,
  passedOver,
}: GlossaryChangeAnswer): string {
  const counts = `${added} added, ${changed} changed, ${unchanged} unchanged, ${removed} removed; ${terms} terms now`;
  return passedOver === 0
    ? counts
    : `${counts}; ${passedOver} entries without Arabic and English passed over`;
}
