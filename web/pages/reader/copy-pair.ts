import type { Segment } from '../../server/client.ts';

/** Both sides into the clipboard, the Arabic first. */
export async function copyPair({ source, target }: Segment): Promise<void> {
  await navigator.clipboard.writeText(`${source}\n${target}`);
}
