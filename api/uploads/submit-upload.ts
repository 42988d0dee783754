import { AppError, appError } from '../../core/app-error.ts';
import { fileKindOf } from '../../extracts/file-kind.ts';
import type { ArticleExtractor } from '../../extracts/article-extractor.ts';
import { articlesOfLines } from '../batch/articles-of-lines.ts';
import {
  refusalOf,
  submitBatch,
  type BatchArticle,
  type BatchOptions,
  type BatchSummary,
} from '../batch/submit-batch.ts';
import { storeDocument } from '../documents/store-document.ts';
import type { Problem } from '../http/problem.ts';
import { articleOfFile, metadataOf } from './article-of-file.ts';
import { readBounded } from './read-file.ts';
import type { SentFile } from './sent-file.ts';

/** What became of one file, or of one line of a file with many articles. */
export type UploadLine = {
  /** From 1. */
  readonly file: number;
  readonly name: string;
  readonly line?: number;
} & (
  | { readonly status: 202; readonly id: string; readonly location: string }
  | { readonly status: number; readonly problem: Problem }
);

export interface UploadOptions extends BatchOptions {
  readonly extractor: ArticleExtractor;
}

/**
 * Stores the articles of the files one after the other, and says of each what became of it. A file that is refused is no
 * obstacle to the others; a refusal that would meet all of them (the store is away, too much waits) ends the upload.
 *
 * Rejects only where there is nothing yet that could be told: an upload that cannot be read from its beginning.
 */
export async function* submitUpload(
  files: AsyncIterable<SentFile>,
  options: UploadOptions,
): AsyncGenerator<UploadLine | BatchSummary, void, undefined> {
  const count = { accepted: 0, refused: 0 };
  const told = submitFiles(files, options);
  for (;;) {
    const { done, value } = await told.next();
    if (done === true) {
      yield { ...count, complete: value };
      return;
    }
    count[value.status === 202 ? 'accepted' : 'refused'] += 1;
    yield value;
  }
}

/** Returns, as all below, whether everything was looked at. */
async function* submitFiles(
  files: AsyncIterable<SentFile>,
  options: UploadOptions,
): AsyncGenerator<UploadLine, boolean, undefined> {
  let current: Pick<SentFile, 'file' | 'name'> | undefined;
  try {
    for await (const sent of files) {
      current = { file: sent.file, name: sent.name };
      if (!(yield* submitFile(sent, options))) return false;
    }
    return true;
  } catch (error) {
    if (current === undefined) throw error;
    yield { ...current, ...refusalOf(error, { file: current.file }, options) };
    return false;
  }
}

async function* submitFile(
  sent: SentFile,
  options: UploadOptions,
): AsyncGenerator<UploadLine, boolean, undefined> {
  const { file, name } = sent;
  try {
    if (fileKindOf(name, sent.mediaType) === 'jsonl') return yield* submitLines(sent, options);
    const document = await articleOfFile(sent, options.extractor);
    const { id } = await storeDocument(document, { ...options, part: `file-${file}` });
    yield { file, name, status: 202, id, location: `/v1/documents/${id}` };
    return true;
  } catch (error) {
    yield { file, name, ...refusalOf(error, { file }, options) };
    return error instanceof AppError && error.retry === 'never';
  }
}

/** What the fields say holds for every article of the file that does not say it itself. */
async function* submitLines(
  { file, name, fields, body }: SentFile,
  options: UploadOptions,
): AsyncGenerator<UploadLine, boolean, undefined> {
  const { charset = 'utf-8', ...metadata } = fields;
  if (!/^utf-?8$/iu.test(charset)) throw appError('FILE_NOT_TEXT', ['lines of JSON are UTF-8']);
  const key = options.idempotencyKey;
  const results = submitBatch(articlesWith(metadataOf(metadata), readBounded(body)), {
    ...options,
    idempotencyKey: key === undefined ? undefined : `${key}#file-${file}`,
  });
  for await (const result of results) {
    if (!('complete' in result)) {
      yield { file, name, ...result };
      continue;
    }
    if (result.accepted + result.refused === 0) throw appError('FILE_EMPTY', []);
    return result.complete;
  }
  return false;
}

async function* articlesWith(
  said: object,
  body: AsyncIterable<Buffer>,
): AsyncGenerator<BatchArticle, void, undefined> {
  for await (const { line, read } of articlesOfLines(body)) {
    yield {
      line,
      read: () => {
        const article = read();
        const isObject = typeof article === 'object' && article !== null && !Array.isArray(article);
        return isObject ? { ...said, ...article } : article;
      },
    };
  }
}
