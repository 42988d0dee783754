import type { Command } from 'commander';
import { appError } from '../../core/app-error.ts';
import { openApiClient, type NewDocument } from '../api-client.ts';
import type { CommandContext } from '../command-context.ts';
import { readArticle } from '../files/read-article.ts';
import { addJsonOption, addServerOption, type JsonOption, type ServerOption } from '../options.ts';
import { serverAddress } from '../server-address.ts';
import { serverKey } from '../server-key.ts';

interface Metadata {
  readonly title?: string;
  readonly collection?: string;
  readonly sourceUrl?: string;
  readonly publishedAt?: string;
  readonly externalId?: string;
}

interface SubmitOptions extends ServerOption, JsonOption, Metadata {}

const help = `
Prints the id of each document as soon as the server has it safe.

Examples:
  muwazi submit article.txt --title 'الاقتصاد اليوم' --collection economy
  muwazi submit *.txt | xargs muwazi watch`;

/** `muwazi submit FILE…`: articles to a server, without waiting for their translation. */
export function addSubmit(program: Command, context: CommandContext): void {
  const command = program
    .command('submit')
    .summary('send text files to a server and print their ids')
    .description('Send text files to a server: UTF-8, one article a file, blank lines between paragraphs.')
    .argument('<file...>', 'files to send; - is standard input')
    .option('--title <title>', 'title of the article (else the file’s name); for one file')
    .option('--collection <label>', 'label to filter and export by')
    .option('--source-url <url>', 'where the article was published')
    .option('--published-at <date>', 'when, such as 2026-03-01 or 2026-03-01T09:30:00Z')
    .option('--external-id <id>', 'your own id for the article; for one file');
  addJsonOption(addServerOption(command))
    .addHelpText('after', help)
    .action((files: readonly string[], options: SubmitOptions) => submit(files, options, context));
}

/** All files are read before the first is sent: a wrong one is found while nothing has happened yet. */
async function submit(
  files: readonly string[],
  options: SubmitOptions,
  { terminal, env }: CommandContext,
): Promise<void> {
  if (files.length > 1 && (options.title !== undefined || options.externalId !== undefined))
    throw appError('ARGUMENTS_INVALID', ['--title and --external-id are for one file.']);
  const api = openApiClient(serverAddress(options.server, env), { key: serverKey(env) });
  const articles = [];
  for (const file of files) articles.push(await readArticle(file));
  for (const { file, text, title } of articles) {
    const document = await api.submit(newDocumentOf(text, title, options));
    if (options.json === true) terminal.print(JSON.stringify({ file, ...document }));
    else terminal.print(document.id);
  }
}

function newDocumentOf(text: string, fileTitle: string | undefined, options: SubmitOptions): NewDocument {
  const { title = fileTitle, collection, sourceUrl, publishedAt, externalId } = options;
  return {
    text,
    ...(title !== undefined && { title }),
    ...(collection !== undefined && { collection }),
    ...(sourceUrl !== undefined && { sourceUrl }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(externalId !== undefined && { externalId }),
  };
}
