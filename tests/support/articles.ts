import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** The article that ships with the repository: six paragraphs, blank lines between them. */
export function readSampleArticle(): string {
  return readFileSync(resolve(root, 'samples/article.ar.txt'), 'utf8');
}

/** Eight real news paragraphs, one a line, beside the repository; undefined where that folder is not there. */
export function readNewsArticle(): string | undefined {
  const path = resolve(root, '../shared/data/article.ar.txt');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/**
 * The article so many times over, each sentence with `mark` and the number of the time, so that no memory knows it: long
 * enough for somebody to watch it being translated.
 */
export function readLongArticle(times: number, mark: string): string {
  return Array.from({ length: times }, (_, part) =>
    readSampleArticle().replaceAll(' في ', ` ${mark} ${part} في `),
  ).join('\n\n');
}
