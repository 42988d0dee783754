import { Worker } from 'node:worker_threads';
import { AppError, appError } from '../../core/app-error.ts';
import { compiledEntry } from '../../core/compiled-entry.ts';
import type { ArticleExtractor, ArticleFile, ExtractedArticle } from '../article-extractor.ts';
import { extractLimits } from '../extract-limits.ts';
import type { FromReader } from './extract-protocol.ts';

export interface ExtractorOptions {
  /** Only tests give others than those of extract-limits.ts. */
  readonly withinMs?: number;
  readonly heapMib?: number;
}

/*
 * One thread, begun with the first file and kept for the next:
 *
 *   none ──a file──► reading ──answer──► idle ──a file──► reading …
 *     ▲                 │ time is over, heap is full, it died
 *     └─────ended───────┘ the file is refused; the next one gets a new thread
 *
 * An idle thread keeps no process alive.
 */

/** Reads files on a thread of its own, in the order they come. */
export function openExtractor({
  withinMs = extractLimits.withinMs,
  heapMib = extractLimits.heapMib,
}: ExtractorOptions = {}): ArticleExtractor {
  let thread: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const read = async (file: ArticleFile): Promise<ExtractedArticle> => {
    const worker = (thread ??= startThread(heapMib, () => {
      thread = undefined;
    }));
    worker.ref();
    try {
      const message = await ask(worker, file, withinMs);
      if (message.kind === 'extracted') return message.article;
      throw refusalOf(message);
    } catch (error) {
      if (!(error instanceof ThreadEnded)) throw error;
      await worker.terminate();
      throw appError('FILE_TOO_COMPLEX', [error.why], { details: { why: error.why } });
    } finally {
      worker.unref();
    }
  };
  return {
    extract: (file) => {
      const article = turn.then(() => read(file));
      turn = article.catch(() => undefined);
      return article;
    },
    close: async () => {
      await thread?.terminate();
    },
  };
}

/** The thread has no answer for a file and is of no more use. */
class ThreadEnded extends Error {
  readonly why: string;

  constructor(why: string) {
    super(why);
    this.why = why;
  }
}

function startThread(heapMib: number, onEnd: () => void): Worker {
  const worker = new Worker(compiledEntry('extracts/thread/extract-thread.js'), {
    resourceLimits: { maxOldGenerationSizeMb: heapMib },
    env: {},
    // Libraries in there write to the console about what they find in files; nobody is to read that.
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  // Whoever waits for an answer hears of it; between two files, the next one does.
  worker.on('error', () => undefined).once('exit', onEnd);
  return worker;
}

async function ask(worker: Worker, file: ArticleFile, withinMs: number): Promise<FromReader> {
  let stop: () => void = () => undefined;
  const answer = new Promise<FromReader>((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new ThreadEnded(`reading it takes longer than ${withinMs / 1_000} seconds`));
    }, withinMs);
    const fail = (): void => {
      reject(new ThreadEnded('reading it takes more memory than a file may'));
    };
    stop = () => {
      clearTimeout(late);
      worker.off('message', resolve).off('error', fail).off('exit', fail);
    };
    worker.on('message', resolve).on('error', fail).on('exit', fail);
  });
  try {
    worker.postMessage(file);
    return await answer;
  } finally {
    stop();
  }
}

function refusalOf({ code, message, details }: FromReader & { readonly kind: 'refused' }): AppError {
  if (code !== null) return new AppError(code, message, { details });
  if (message === 'RangeError') {
    const why = 'its parts stand too deep in one another';
    return appError('FILE_TOO_COMPLEX', [why], { details: { why } });
  }
  return appError('INTERNAL', [], { cause: new Error(`the reading thread failed: ${message}`) });
}
