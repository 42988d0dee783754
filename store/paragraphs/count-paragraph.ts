import { sql } from 'kysely';
import type { ParagraphHold, ParagraphStatus } from '../../core/document.ts';
import type { Database } from '../database/tables.ts';

/*
 * The lock rule of the store. Every transaction that changes paragraphs locks
 *
 *   1. the paragraphs it changes, by ascending id, then
 *   2. the documents it counts in, by ascending id,
 *
 * and nobody waits for a paragraph while holding a document. So no two transactions can wait for each other. Many workers
 * that commit paragraphs of one document meet only at its row, at the end of their transactions, for one short update.
 *
 * Deleting a document would lock it first and its paragraphs by the cascade; it therefore locks the paragraphs itself
 * before; so does whoever acts on a document, after a lock of its own (documents/act-on-document.ts). The relay takes only paragraphs nobody holds (`skip locked`) and no document.
 *
 * Since the counts change in the transaction that changes the paragraph, under the lock of that paragraph, each change is
 * counted once; check constraints on the table refuse counts that do not add up.
 */

/** A paragraph whose row is locked, as it was when the lock was had. */
export interface LockedParagraph {
  readonly id: string;
  readonly document_id: string;
  readonly status: ParagraphStatus;
  readonly hold: ParagraphHold | null;
  readonly attempt: number;
  readonly generation: number;
  readonly source_chars: number;
}

export const lockedColumns = [
  'id',
  'document_id',
  'status',
  'hold',
  'attempt',
  'generation',
  'source_chars',
] as const;

/** Locks one paragraph; undefined when it is gone. */
export function lockParagraph(trx: Database, paragraphId: string): Promise<LockedParagraph | undefined> {
  return trx
    .selectFrom('paragraphs')
    .select(lockedColumns)
    .where('id', '=', paragraphId)
    .forUpdate()
    .executeTakeFirst();
}

/** Counts, in its document, that paragraphs went from `from` to `to`. To be called last in a transaction: see above. */
export async function countMove(
  trx: Database,
  documentId: string,
  move: {
    readonly from: ParagraphStatus;
    readonly to: ParagraphStatus;
    readonly paragraphs: number;
    /** UTF-16 code units of their texts. */
    readonly sourceChars: number;
  },
): Promise<void> {
  const { from, to, paragraphs, sourceChars } = move;
  const change = (status: ParagraphStatus): number =>
    (status === to ? paragraphs : 0) - (status === from ? paragraphs : 0);
  const unfinished = change('queued') + change('running');
  await sql`
    update muwazi.documents set
      paragraphs_queued = paragraphs_queued + ${change('queued')},
      paragraphs_running = paragraphs_running + ${change('running')},
      paragraphs_done = paragraphs_done + ${change('done')},
      paragraphs_failed = paragraphs_failed + ${change('failed')},
      paragraphs_cancelled = paragraphs_cancelled + ${change('cancelled')},
      chars_left = chars_left + ${Math.sign(unfinished) * sourceChars},
      started_at = case when ${to} = 'running' then coalesce(started_at, now()) else started_at end,
      finished_at = case when paragraphs_queued + paragraphs_running + ${unfinished} = 0 then now() end
    where id = ${documentId}`.execute(trx);
}
