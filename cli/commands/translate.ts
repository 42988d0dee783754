import type { Command } from 'commander';
import { appError } from '../../core/app-error.ts';
import { isFinished, type DocumentAnswer } from '../api-answers.ts';
import type { ApiClient } from '../api-client.ts';
import type { CommandContext } from '../command-context.ts';
import { describeError } from '../describe-error.ts';
import { describeFailure } from '../describe-failure.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { planOutputs, standardOutput } from '../files/plan-outputs.ts';
import { readArticle, type Article } from '../files/read-article.ts';
import type { WhenThere } from '../files/save-file.ts';
import { writeDownload } from '../files/write-download.ts';
import { extensionOf } from '../format-names.ts';
import {
  addFormatOption,
  addJsonOption,
  addServerOption,
  type JsonOption,
  type ServerOption,
} from '../options.ts';
import { openProgressLine } from '../progress-line.ts';
import { watchDocuments } from '../watch-documents.ts';
import { withServer } from '../with-server.ts';

interface TranslateOptions extends ServerOption, JsonOption {
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
  muwazi translate *.txt --to docx --out en/   a directory that is there
  muwazi translate - --to txt < article.txt    from standard input to standard output`;

/** `muwazi translate FILE…`: text files in, files of aligned text out. */
export function addTranslate(program: Command, context: CommandContext): void {
  const command = program
    .command('translate')
    .summary('translate text files and write the result beside them')
    .description('Translate text files: Arabic in UTF-8, one article a file, blank lines between paragraphs.')
    .argument('<file...>', 'files to translate; - is standard input');
  addFormatOption(command)
    .option('-o, --out <path>', 'a directory, a file (for one article), or - for standard output')
    .option('-f, --force', 'replace files that are there already')
    .option('--partial', 'write what is there even where paragraphs failed')
    .option('--embedded', 'start everything for this run, whatever server answers');
  addJsonOption(addServerOption(command))
    .addHelpText('after', help)
    .action((files: readonly string[], options: TranslateOptions) => translate(files, options, context));
}

/** An article on its way: what was read, where its translation goes. */
interface Job {
  readonly article: Article;
  readonly output: string;
}

async function translate(
  files: readonly string[],
  options: TranslateOptions,
  context: CommandContext,
): Promise<void> {
  const whenThere: WhenThere = options.force === true ? 'replace' : 'refuse';
  const extension = extensionOf(options.to);
  const outputs = await planOutputs({ inputs: files, out: options.out, extension, whenThere });
  if (options.json === true && outputs.includes(standardOutput))
    throw appError('ARGUMENTS_INVALID', [
      'with --json, standard output is not free for the file; add --out.',
    ]);
  const jobs: Job[] = [];
  for (const [index, output] of outputs.entries())
    jobs.push({ article: await readArticle(files[index] ?? ''), output });
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
  const report = (file: string, error: unknown): void => {
    options.signal.throwIfAborted();
    terminal.note(describeError(error, { subject: file, ...options }));
    context.endWith(exitCodeOf(error));
  };
  const accepted = new Map<string, Job>();
  for (const job of jobs) {
    try {
      accepted.set((await api.submit(newDocumentOf(job.article))).id, job);
    } catch (error) {
      report(job.article.file, error);
    }
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
          report(job.article.file, error);
        }),
      );
    },
  }).finally(() => {
    line.end();
  });
  await Promise.all(saves);
}

function newDocumentOf({ title, text }: Article): { readonly text: string; readonly title?: string } {
  return title === undefined ? { text } : { text, title };
}

async function save(
  api: ApiClient,
  document: DocumentAnswer,
  { article, output }: Job,
  options: TranslateAllOptions,
  { terminal, endWith }: CommandContext,
): Promise<void> {
  if (document.status !== 'done') {
    terminal.note(`${article.file}: ${describeFailure(document)}`);
    endWith(exitCodes.failed);
    if (options.partial !== true) return;
  }
  const { body } = await api.export(document.id, {
    format: options.to,
    ...(options.partial === true ? { partial: 'true' } : {}),
  });
  const bytes = await writeDownload(body, output, options);
  if (options.json === true) {
    const { id, status, paragraphs } = document;
    terminal.print(
      JSON.stringify({ file: article.file, out: output, bytes, documentId: id, status, paragraphs }),
    );
  } else if (output !== standardOutput) terminal.print(output);
}
