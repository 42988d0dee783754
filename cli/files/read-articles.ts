import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, appError } from '../../core/app-error.ts';
import { limits } from '../../core/limits.ts';
import type { ArticleExtractor } from '../../extracts/article-extractor.ts';
import { decodeBytes } from '../../extracts/decode-bytes.ts';
import { fileKindOf } from '../../extracts/file-kind.ts';
import type { NewDocument } from '../api-client.ts';
import { describeFileError } from './describe-file-error.ts';

/** An article to translate, and where it came from. */
export interface Article {
  /** As the person named it; `-` for standard input. */
  readonly file: string;
  /** Where in the file, from 1; only of a file that may hold many. */
  readonly line?: number;
  /** What the file says. Of a file with many, the server alone knows whether it makes sense. */
  readonly document: NewDocument;
}

export interface ReadOptions {
  readonly extractor: Pick<ArticleExtractor, 'extract'>;
  /** Encoding of `.txt` and `.html` where it is known, by any name the WHATWG list has. */
  readonly charset?: string | undefined;
}

export const standardInput = '-';

/** A name without an ending says nothing else. */
const withoutEnding = 'text/plain';

/**
 * The articles of a file: those of the lines of a `.jsonl`, the one of any other kind that an upload takes; standard input (`-`)
 * and files without an ending are text.
 *
 * Rejects with INPUT_UNREADABLE, or with a FILE_ code of the catalogue in a sentence that begins with the file's name.
 */
export async function readArticles(
  file: string,
  { extractor, charset }: ReadOptions,
): Promise<readonly Article[]> {
  const name = file === standardInput ? '' : basename(file);
  try {
    const kind = fileKindOf(name, withoutEnding);
    const bytes = await readBytes(file);
    if (kind === 'jsonl') return articlesOfLines(file, bytes);
    return [{ file, document: await extractor.extract({ name, mediaType: withoutEnding, charset, bytes }) }];
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'INPUT_UNREADABLE') throw error;
    throw new AppError(error.code, `${file}: ${error.message}`, { details: error.details, cause: error });
  }
}

/** How messages call it: the file, and the line where it has several. */
export function nameOfArticle({ file, line }: Pick<Article, 'file' | 'line'>): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** At most one byte more than is allowed, so that a disk image named by mistake does not fill the memory. */
async function readBytes(file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    const handle = file === standardInput ? undefined : await open(file);
    const stream = handle === undefined ? process.stdin : handle.createReadStream();
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer); // a stream without an encoding gives buffers
      size += (chunk as Buffer).length;
      if (size > limits.fileBytes) break;
    }
  } catch (cause) {
    throw appError('INPUT_UNREADABLE', [file, describeFileError(cause)], { cause });
  }
  return Buffer.concat(chunks);
}

function articlesOfLines(file: string, bytes: Buffer): readonly Article[] {
  if (bytes.length > limits.fileBytes) throw appError('FILE_TOO_LARGE', [limits.fileBytes]);
  const articles = decodeBytes(bytes, 'utf-8')
    .split('\n')
    .flatMap((text, index) => {
      const line = index + 1;
      return text.trim() === '' ? [] : [{ file, line, document: readLine(text, line) }];
    });
  if (articles.length === 0) throw appError('FILE_EMPTY', []);
  return articles;
}

function readLine(text: string, line: number): NewDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the article.
    throw broken(`line ${line} is not valid JSON`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw broken(`line ${line} is no object with "text" or "paragraphs"`);
  // Its fields are the server's to judge.
  return value;
}

function broken(why: string): AppError {
  return appError('FILE_BROKEN', ['lines of JSON', why], { details: { why } });
}
