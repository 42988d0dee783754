import type { Document } from '../server/client.ts';
import type { FormatName } from './format-texts.ts';

/** What is downloaded: an article, or several in one file. */
export type DownloadOf =
  | { readonly kind: 'document'; readonly document: Pick<Document, 'id' | 'status'> }
  | { readonly kind: 'documents'; readonly ids: readonly string[] };

export function downloadAddress(of: DownloadOf, format: FormatName): string {
  if (of.kind === 'documents')
    return `/v1/exports?${String(new URLSearchParams({ format, ids: of.ids.join(',') }))}`;
  const partial = of.document.status === 'done' ? '' : '&partial=true';
  return `/v1/documents/${of.document.id}/export?format=${format}${partial}`;
}
