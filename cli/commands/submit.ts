import type { Command } from 'commander';
import { appError } from '../../core/app-error.ts';
import type { DocumentAnswer } from '../api-answers.ts';
import { openApiClient, type NewDocument } from '../api-client.ts';
import type { CommandContext } from '../command-context.ts';
import { describeError } from '../describe-error.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { readAllArticles } from '../files/read-all-articles.ts';
import { nameOfArticle, type Article } from '../files/read-articles.ts';
import {
  addCharsetOption,
  addJsonOption,
  addServerOption,
  fileKinds,
  type CharsetOption,
  type JsonOption,
  type ServerOption,
} from '../options.ts';
import { sendArticles } from '../send-articles.ts';
import { serverAddress } from '../server-address.ts';
import { serverKey } from '../server-key.ts';

interface Metadata {
  readonly title?: string;
  readonly collection?: string;
  readonly sourceUrl?: string;
  readonly publishedAt?: string;
  readonly externalId?: string;
}

interface SubmitOptions extends ServerOption, JsonOption, CharsetOption, Metadata {}

const help = `
Prints the id of each document as soon as the server has it safe. What a line of a .jsonl says of
its article comes before the options; its priority is bulk unless it says another.

Examples:
  muwazi submit article.txt --title 'الاقتصاد اليوم' --collection economy
  muwazi submit *.docx page.html | xargs muwazi watch
  muwazi submit archive.jsonl --collection archive`;

/** `muwazi submit FILE…`: articles to a server, without waiting for their translation. */
export function addSubmit(program: Command, context: CommandContext): void {
  const command = program
    .command('submit')
    .summary('send articles to a server and print their ids')
    .description(`Send files with articles to a server: ${fileKinds}.`)
    .argument('<file...>', 'files to send; - is standard input')
    .option('--title <title>', 'title of the article (else the file’s own, else its name); for one article')
    .option('--collection <label>', 'label to filter and export by')
    .option('--source-url <url>', 'where the article was published')
    .option('--published-at <date>', 'when, such as 2026-03-01 or 2026-03-01T09:30:00Z')
    .option('--external-id <id>', 'your own id for the article; for one article');
  addJsonOption(addServerOption(addCharsetOption(command)))
    .addHelpText('after', help)
    .action((files: readonly string[], options: SubmitOptions) => submit(files, options, context));
}

/** All files are read before the first is sent: a wrong one is found while nothing has happened yet. */
async function submit(
  files: readonly string[],
  options: SubmitOptions,
  { terminal, env, endWith }: CommandContext,
): Promise<void> {
  const api = openApiClient(serverAddress(options.server, env), { key: serverKey(env) });
  const articles = await readAllArticles(files, options);
  if (articles.length > 1 && (options.title !== undefined || options.externalId !== undefined))
    throw appError('ARGUMENTS_INVALID', ['--title and --external-id are for one article.']);
  const said = articles.map((article) => ({ ...article, document: withMetadata(article, options) }));
  const onWait = (seconds: number): void => {
    if (options.json !== true) terminal.note(`The server takes more in ${seconds} seconds.`);
  };
  for await (const sent of sendArticles(api, said, { onWait })) {
    if ('document' in sent) {
      terminal.print(options.json === true ? jsonOf(sent.article, sent.document) : sent.document.id);
    } else {
      const subject = nameOfArticle(sent.article);
      terminal.note(describeError(sent.error, { subject, ...options }));
      endWith(exitCodeOf(sent.error));
    }
  }
}

function jsonOf({ file, line }: Article, document: DocumentAnswer): string {
  return JSON.stringify({ file, ...(line !== undefined && { line }), ...document });
}

/** Of many articles each knows best what it is; a single one is what the person says it is. */
function withMetadata({ line, document }: Article, options: Metadata): NewDocument {
  const { title, collection, sourceUrl, publishedAt, externalId } = options;
  const said = {
    ...(title !== undefined && { title }),
    ...(collection !== undefined && { collection }),
    ...(sourceUrl !== undefined && { sourceUrl }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(externalId !== undefined && { externalId }),
  };
  return line === undefined ? { ...document, ...said } : { priority: 'bulk', ...said, ...document };
}
