import type { Segment } from '../../core/segment.ts';
import type { OutboxEntry } from '../../store/outbox-store.ts';
import type { ParagraphClaim } from '../../store/paragraph-store.ts';
import type { Store } from '../../store/store.ts';
import { segmentsOf } from './test-store.ts';

type Worked = Pick<Store, 'outbox' | 'paragraphs'>;

/** Claims the next paragraphs that wait, `most` of them, in order of their documents. */
export async function claimParagraphs(
  { outbox, paragraphs }: Worked,
  most = 1_000,
): Promise<readonly ParagraphClaim[]> {
  const waiting: OutboxEntry[] = [];
  await outbox.relay(most, (entries) => {
    waiting.push(...entries);
    return Promise.resolve();
  });
  const claims: ParagraphClaim[] = [];
  for (const { paragraphId, generation } of waiting) {
    const claim = await paragraphs.claim(paragraphId, generation);
    if (claim !== undefined) claims.push(claim);
  }
  return claims;
}

/** Translates the next paragraphs that wait as `translate` says; word by word unless told. Resolves with how many. */
export async function translateParagraphs(
  store: Worked,
  {
    most = 1_000,
    translate = segmentsOf,
  }: { most?: number; translate?: (text: string) => readonly Segment[] } = {},
): Promise<number> {
  const claims = await claimParagraphs(store, most);
  for (const claim of claims) await store.paragraphs.commit(claim, translate(claim.text));
  return claims.length;
}
