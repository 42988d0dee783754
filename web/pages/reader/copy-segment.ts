import type { Segment } from '../../server/client.ts';
import { copyText } from '../../parts/copy-text.ts';
import { sentenceHash } from './sentence-hash.ts';

/** Both sides into the clipboard, the Arabic first. */
export async function copyPair({ source, target }: Segment): Promise<void> {
  await copyText(`${source}\n${target}`);
}

/** The address of this very sentence. */
export async function copyLink(segment: Segment): Promise<void> {
  await copyText(new URL(`/documents/${segment.documentId}#${sentenceHash(segment)}`, location.href).href);
}
