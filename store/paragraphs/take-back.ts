import { sql } from 'kysely';
import type { ParagraphStatus } from '../../core/document.ts';
import type { Database } from '../database/tables.ts';
import { announceEntries } from '../outbox/outbox-channel.ts';
import { countMove, type LockedParagraph } from './count-paragraph.ts';

/**
 * Takes unfinished paragraphs out of the hands of queue and workers, as if they had never been handed over: back into the
 * outbox under the next generation, where a paused one stays. One of a cancelled document is cancelled now.
 *
 * The caller holds their locks, and does nothing with them afterwards: the documents are counted here.
 */
export async function takeBack(trx: Database, paragraphs: readonly LockedParagraph[]): Promise<void> {
  if (paragraphs.length === 0) return;
  const ids = paragraphs.map(({ id }) => id);
  await sql`
    update muwazi.paragraphs set
      status = case when hold = 'cancelled' then 'cancelled' else 'queued' end,
      finished_at = case when hold = 'cancelled' then now() end,
      hold = case when hold = 'paused' then hold end,
      generation = generation + 1,
      handed_over_at = null
    where id = any(${ids}::uuid[])`.execute(trx);
  await announceEntries(trx);
  await countStopped(
    trx,
    paragraphs.filter(({ status }) => status === 'running'),
  );
}

async function countStopped(trx: Database, running: readonly LockedParagraph[]): Promise<void> {
  const documentIds = [...new Set(running.map((paragraph) => paragraph.document_id))].sort();
  for (const documentId of documentIds) {
    const stopped = running.filter((paragraph) => paragraph.document_id === documentId);
    const cancelled = stopped.filter(({ hold }) => hold === 'cancelled');
    const queued = stopped.filter(({ hold }) => hold !== 'cancelled');
    await countTo(trx, documentId, cancelled, 'cancelled');
    await countTo(trx, documentId, queued, 'queued');
  }
}

async function countTo(
  trx: Database,
  documentId: string,
  stopped: readonly LockedParagraph[],
  to: ParagraphStatus,
): Promise<void> {
  if (stopped.length === 0) return;
  const sourceChars = stopped.reduce((sum, paragraph) => sum + paragraph.source_chars, 0);
  await countMove(trx, documentId, { from: 'running', to, paragraphs: stopped.length, sourceChars });
}
