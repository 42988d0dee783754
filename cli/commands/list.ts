import type { Command } from 'commander';
import { Option } from 'commander';
import { documentStatuses } from '../../core/document.ts';
import type { DocumentAnswer } from '../api-answers.ts';
import { openApiClient } from '../api-client.ts';
import type { CommandContext } from '../command-context.ts';
import { formatDocumentLine } from '../document-line.ts';
import {
  addJsonOption,
  addServerOption,
  parseCount,
  type JsonOption,
  type ServerOption,
} from '../options.ts';
import { serverAddress } from '../server-address.ts';
import { serverKey } from '../server-key.ts';

interface ListOptions extends ServerOption, JsonOption {
  readonly status?: string;
  readonly collection?: string;
  readonly limit: number;
}

/** `muwazi list`: what a server has, newest first. */
export function addList(program: Command, context: CommandContext): void {
  const command = program
    .command('list')
    .summary('list the documents of a server, newest first')
    .description('List the documents of a server, newest first: id, state, paragraphs, date, title.')
    .addOption(new Option('--status <status>', 'only those').choices(documentStatuses))
    .option('--collection <label>', 'only those')
    .option('-n, --limit <count>', 'at most so many', parseCount, 20);
  addJsonOption(addServerOption(command)).action((options: ListOptions) => list(options, context));
}

async function list(options: ListOptions, { terminal, env }: CommandContext): Promise<void> {
  const { status, collection } = options;
  const api = openApiClient(serverAddress(options.server, env), { key: serverKey(env) });
  const filter = { ...(status !== undefined && { status }), ...(collection !== undefined && { collection }) };
  let left = options.limit;
  for await (const document of api.documents(filter)) {
    terminal.print(options.json === true ? JSON.stringify(document) : lineOf(document));
    left -= 1;
    if (left === 0) {
      if (options.json !== true) terminal.note(`The newest ${options.limit}; --limit shows more.`);
      return;
    }
  }
  if (left === options.limit && options.json !== true) terminal.note('No documents.');

  function lineOf(document: DocumentAnswer): string {
    return formatDocumentLine(document, terminal);
  }
}
