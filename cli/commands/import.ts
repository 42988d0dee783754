import { openAsBlob } from 'node:fs';
import type { Command } from 'commander';
import { Option } from 'commander';
import { appError } from '../../core/app-error.ts';
import { openApiClient } from '../api-client.ts';
import type { ImportAnswer } from '../api-answers.ts';
import type { CommandContext } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { describeFileError } from '../files/describe-file-error.ts';
import { formatExtensions } from '../format-names.ts';
import { addJsonOption, addServerOption, type JsonOption, type ServerOption } from '../options.ts';
import { serverAddress } from '../server-address.ts';
import { serverKey } from '../server-key.ts';

/** The formats of imports/; a test compares the two lists. */
export const importFormatNames = ['tmx', 'xliff', 'xliff12', 'tsv'] as const;

interface ImportOptions extends ServerOption, JsonOption {
  readonly format?: string;
  readonly author?: string;
}

const help = `
What people changed is stored as revisions; the machine's texts are kept. A sentence that was
changed on both sides is a conflict: the server's text stands. The same file twice changes
nothing the second time.

Ends with 0 when nothing was in conflict or unknown, else with 1.

Example:
  muwazi import ID article.tmx --author Amal`;

/** `muwazi import ID FILE`: an edited file comes back. */
export function addImport(program: Command, context: CommandContext): void {
  const command = program
    .command('import')
    .summary('send an edited file back')
    .description('Send an edited file back that "muwazi export" wrote.')
    .argument('<id>', 'id of the document that the file is of')
    .argument('<file>', 'the edited file')
    .addOption(
      new Option('--format <format>', 'what the file is (else its ending says)').choices(importFormatNames),
    )
    .option('--author <name>', 'who edited it; kept with the revisions');
  addJsonOption(addServerOption(command))
    .addHelpText('after', help)
    .action((id: string, file: string, options: ImportOptions) => importFile(id, file, options, context));
}

async function importFile(
  id: string,
  file: string,
  options: ImportOptions,
  { terminal, env, endWith }: CommandContext,
): Promise<void> {
  const format = options.format ?? formatOf(file);
  const content = await openAsBlob(file).catch((cause: unknown) => {
    throw appError('INPUT_UNREADABLE', [file, describeFileError(cause)], { cause });
  });
  const api = openApiClient(serverAddress(options.server, env), { key: serverKey(env) });
  const author = options.author === undefined ? {} : { author: options.author };
  const report = await api.import(id, { format, ...author }, content);
  if (report.conflict.count + report.unknown.count > 0) endWith(exitCodes.failed);
  terminal.print(options.json === true ? JSON.stringify(report) : describeReport(report));
}

/** The longest ending wins: `.xliff12.xlf` before `.xlf`. */
function formatOf(file: string): string {
  const known = importFormatNames
    .filter((name) => file.toLowerCase().endsWith(`.${formatExtensions[name] ?? name}`))
    .toSorted((one, other) => (formatExtensions[other]?.length ?? 0) - (formatExtensions[one]?.length ?? 0));
  if (known[0] !== undefined) return known[0];
  throw appError('ARGUMENTS_INVALID', [`${file} does not say its format; add --format.`]);
}

function describeReport({ applied, unchanged, unknown, conflict }: ImportAnswer): string {
  const counts = `${applied.count} applied, ${unchanged.count} unchanged, ${unknown.count} unknown, ${conflict.count} in conflict`;
  const conflicts = conflict.segments.map(
    ({ segmentId, line, reason }) =>
      `line ${line}: ${segmentId ?? 'a segment'}: ${reason ?? 'no reason is known'}`,
  );
  return [counts, ...conflicts].join('\n');
}
