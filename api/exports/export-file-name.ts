import { create } from 'content-disposition';
import type { Document } from '../../core/document.ts';
import { safeFileName } from './safe-file-name.ts';

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
  const title = safeFileName(document.title ?? '');
  return create(title === '' ? plain : `${title} ${day}${part}.${extension}`, { fallback: plain });
}
