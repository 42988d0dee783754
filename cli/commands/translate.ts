import type { Command } from 'commander';
import { appError } from '../../core/app-error.ts';
import { isFinished, type DocumentAnswer } from '../api-answers.ts';
import type { ApiClient } from '../api-client.ts';
import type { CommandContext } from '../command-context.ts';
import { describeError } from '../describe-error.ts';
import { describeFailure } from '../describe-failure.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { planOutputs, standardOutput } from '../files/plan-outputs.ts';
import { readAllArticles } from '../files/read-all-articles.ts';
import { nameOfArticle, type Article } from '../files/read-articles.ts';
import type { WhenThere } from '../files/save-file.ts';
import { writeDownload } from '../files/write-download.ts';
import { extensionOf } from '../format-names.ts';
import {
  addCharsetOption,
  addFormatOption,
  addJsonOption,
  addServerOption,
  fileKinds,
  type CharsetOption,
  type JsonOption,
  type ServerOption,
} from '../options.ts';
import { openProgressLine } from '../progress-line.ts';
import { sendArticles } from '../send-articles.ts';
import { watchDocuments } from '../watch-documents.ts';
import { withServer } from '../with-server.ts';

interface TranslateOptions extends ServerOption, JsonOption, CharsetOption {
  readonly to: string;
  readonly out?: string;
  readonly force?: true;
  readonly partial?: true;
  readonly embedded?: true;
}

const help = `
Uses the server you name, else the one on this machine; where none answers, everything is
started for this run and nothing of it is left afterwards.

Examples:
  muwazi translate article.txt                 writes article.tmx beside it
  muwazi translate *.docx --to docx --out en/  a directory that is there
  muwazi translate archive.jsonl --to tsv      writes archive.1.tsv, archive.2.tsv … by line
  muwazi translate - --to txt < article.txt    from standard input to standard output`;

/** `muwazi translate FILE…`: articles in, files of aligned text out. */
export function addTranslate(program: Command, context: CommandContext): void {
  const command = program
    .command('translate')
    .summary('translate articles and write the results beside them')
    .description(`Translate files with articles in Arabic: ${fileKinds}.`)
    .argument('<file...>', 'files to translate; - is standard input');
  addFormatOption(command)
    .option('-o, --out <path>', 'a directory, a file (for one article), or - for standard output')
    .option('-f, --force', 'replace files that are there already')
    .option('--partial', 'write what is there even where paragraphs failed')
    .option('--embedded', 'start everything for this run, whatever server answers');
  addJsonOption(addServerOption(addCharsetOption(command)))
    .addHelpText('after', help)
    .action((files: readonly string[], options: TranslateOptions) => translate(files, options, context));
}

/** An article on its way: what was read, where its translation goes. */
interface Job extends Article {
  readonly output: string;
}

async function translate(
  files: readonly string[],
  options: TranslateOptions,
  context: CommandContext,
): Promise<void> {
  const whenThere: WhenThere = options.force === true ? 'replace' : 'refuse';
  const extension = extensionOf(options.to);
  const articles = await readAllArticles(files, options);
  const outputs = await planOutputs({ inputs: articles, out: options.out, extension, whenThere });
  if (options.json === true && outputs.includes(standardOutput))
    throw appError('ARGUMENTS_INVALID', [
      'with --json, standard output is not free for the file; add --out.',
    ]);
  const jobs = articles.map((article, index) => ({ ...article, output: outputs[index] ?? '' }));
  const signal = context.takeInterrupts();
  await withServer(options, context, signal, (api) =>
    translateAll(api, jobs, { ...options, whenThere, signal }, context),
  );
}

interface TranslateAllOptions extends TranslateOptions {
  readonly whenThere: WhenThere;
  readonly signal: AbortSignal;
}

/** One article that fails does not stop the others. */
async function translateAll(
  api: ApiClient,
  jobs: readonly Job[],
  options: TranslateAllOptions,
  context: CommandContext,
): Promise<void> {
  const { terminal } = context;
  const report = (job: Job, error: unknown): void => {
    options.signal.throwIfAborted();
    terminal.note(describeError(error, { subject: nameOfArticle(job), ...options }));
    context.endWith(exitCodeOf(error));
  };
  const accepted = new Map<string, Job>();
  const onWait = (seconds: number): void => {
    if (options.json !== true) terminal.note(`The server takes more in ${seconds} seconds.`);
  };
  for await (const sent of sendArticles(api, jobs, { signal: options.signal, onWait })) {
    if ('document' in sent) accepted.set(sent.document.id, sent.article);
    else report(sent.article, sent.error);
  }
  const saves: Promise<void>[] = [];
  const line = openProgressLine(terminal.progress);
  await watchDocuments(api, [...accepted.keys()], {
    signal: options.signal,
    ...(options.json === true ? {} : { onProgress: line.show }),
    onChange: (document) => {
      const job = accepted.get(document.id);
      if (job === undefined || !isFinished(document)) return;
      const saved = save(api, document, job, options, context);
      saves.push(
        saved.catch((error: unknown) => {
          report(job, error);
        }),
      );
    },
  }).finally(() => {
    line.end();
  });
  await Promise.all(saves);
}

async function save(
  api: ApiClient,
  document: DocumentAnswer,
  job: Job,
  options: TranslateAllOptions,
  { terminal, endWith }: CommandContext,
): Promise<void> {
  if (document.status !== 'done') {
    terminal.note(`${nameOfArticle(job)}: ${describeFailure(document)}`);
    endWith(exitCodes.failed);
    if (options.partial !== true) return;
  }
  const { body } = await api.export(document.id, {
    format: options.to,
    ...(options.partial === true ? { partial: 'true' } : {}),
  });
  const { file, line, output } = job;
  const bytes = await writeDownload(body, output, options);
  if (options.json === true) {
    const { id, status, paragraphs } = document;
    const from = { file, ...(line !== undefined && { line }) };
    terminal.print(JSON.stringify({ ...from, out: output, bytes, documentId: id, status, paragraphs }));
  } else if (output !== standardOutput) terminal.print(output);
}
