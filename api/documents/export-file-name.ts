import { create } from 'content-disposition';
import type { Document } from '../../core/document.ts';

/** Characters of a title in a file name; with date and ending it stays under the 255 bytes of common file systems. */
const titleChars = 60;

/** Reserved on some file system, invisible, or able to turn the reading order around and hide the real ending. */
const unsafe = /[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|%]/gu;

/**
 * The Content-Disposition of a download: a file name that says which article, of which day, in which format.
 * The title as it is for clients that read RFC 8187, and the document's id for those that know only ASCII.
 *
 * @see RFC 6266
 */
export function exportContentDisposition(document: Document, extension: string): string {
  const day = (document.publishedAt ?? document.createdAt.toISOString()).slice(0, 10);
  const part = document.status === 'done' ? '' : ' partial';
  const plain = `muwazi-${document.id} ${day}${part}.${extension}`;
  const title = safeTitle(document.title ?? '');
  return create(title === '' ? plain : `${title} ${day}${part}.${extension}`, { fallback: plain });
}

function safeTitle(title: string): string {
  const words = title.replace(unsafe, ' ').replace(/\s+/gu, ' ').trim();
  // By code points, so that no pair of surrogates is cut.
  const short = Array.from(words).slice(0, titleChars).join('');
  return short.replace(/^[.\s~-]+|[.\s]+$/gu, '');
}
