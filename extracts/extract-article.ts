import { appError } from '../core/app-error.ts';
import { limits } from '../core/limits.ts';
import type { ArticleFile, ExtractedArticle } from './article-extractor.ts';
import { decodeBytes } from './decode-bytes.ts';
import { fileKindOf } from './file-kind.ts';
import { titleOfFile } from './title-of-file.ts';

/**
 * Reads one file, on whatever thread it is called; article-extractor.ts says what comes of it. Libraries for pages and Word
 * documents are loaded when the first one comes.
 */
export async function extractArticle(file: ArticleFile): Promise<ExtractedArticle> {
  const kind = fileKindOf(file.name, file.mediaType);
  if (file.bytes.length === 0) throw appError('FILE_EMPTY', []);
  const most = limits.fileBytes;
  if (file.bytes.length > most) throw appError('FILE_TOO_LARGE', [most], { details: { most } });
  const title = titleOfFile(file.name);
  return { ...(title === undefined ? {} : { title }), ...(await read(kind, file)) };
}

async function read(kind: ReturnType<typeof fileKindOf>, file: ArticleFile): Promise<ExtractedArticle> {
  switch (kind) {
    case 'text':
      return { text: decodeBytes(file.bytes, file.charset) };
    case 'html':
      return (await import('./read-page.ts')).readPage(file.bytes, file.charset);
    case 'docx':
      return await (await import('./read-word-document.ts')).readWordDocument(file.bytes);
    case 'jsonl':
      // Whoever has many articles in one file reads its lines; they are not asked about here.
      throw appError('FILE_BROKEN', ['one article', 'it holds many'], { details: { kind } });
  }
}
