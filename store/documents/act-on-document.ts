import { sql } from 'kysely';
import { appError } from '../../core/app-error.ts';
import type { Document, DocumentAction, DocumentStatus, ParagraphStatus } from '../../core/document.ts';
import type { Database } from '../database/tables.ts';
import { announceEntries } from '../outbox/outbox-channel.ts';
import { countMove, lockedColumns, type LockedParagraph } from '../paragraphs/count-paragraph.ts';
import { findDocument } from './select-documents.ts';

/*
 * What an action does to paragraphs. Those it may change are locked first, by ascending id, and the document last: the order
 * of paragraphs/count-paragraph.ts. From then on no worker, relay or sweep changes them until we commit. Before all that stands
 * a lock that only actions on this document take, so that a pause and a retry at the same moment do not miss each other.
 *
 *            queued                                         running                    failed
 *   cancel   cancelled                                      hold = cancelled           –
 *   pause    hold = paused, and taken back from the queue   hold = paused              –
 *   resume   hold = null: in the outbox again               hold = null                –
 *   retry    –                                              –                          queued (held while paused)
 *
 * Taken back: it counts as never handed over, under the next generation. Its job, if there is one, stays in the queue and finds
 * at its claim that there is nothing to do, also after a resume: it is of the generation before. It ends at the price of one
 * query, which is less than finding and removing it.
 *
 * A held `running` paragraph is finished by its worker as always. If it comes back instead (the worker stops, or fails and has
 * tries left, or dies), paragraphs/take-back.ts says what becomes of it.
 */
const changedStatuses: Readonly<Record<DocumentAction, readonly ParagraphStatus[]>> = {
  cancel: ['queued', 'running'],
  pause: ['queued', 'running'],
  resume: ['queued', 'running'],
  retry: ['failed'],
};

/** What the action is about is over, whatever we do. */
const tooLate: Readonly<Record<DocumentAction, readonly DocumentStatus[]>> = {
  cancel: ['done', 'failed'],
  pause: ['done', 'failed', 'cancelled'],
  resume: ['done', 'failed', 'cancelled'],
  retry: ['done', 'cancelled'],
};

/** Rejects with DOCUMENT_UNKNOWN and DOCUMENT_ENDED; see DocumentStore. */
export function actOnDocument(db: Database, documentId: string, action: DocumentAction): Promise<Document> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${documentId}, 0))`.execute(trx);
    const locked = await lockParagraphs(trx, documentId, changedStatuses[action]);
    const document = await lockDocument(trx, documentId);
    if (tooLate[action].includes(document.status)) {
      throw appError('DOCUMENT_ENDED', [action, document.status], {
        details: { documentId, status: document.status },
      });
    }
    await changes[action](trx, documentId, locked, document.status);
    const changed = await findDocument(trx, documentId);
    if (changed === undefined) throw appError('DOCUMENT_UNKNOWN', [documentId]);
    return changed;
  });
}

type Change = (
  trx: Database,
  documentId: string,
  locked: readonly LockedParagraph[],
  status: DocumentStatus,
) => Promise<void>;

const changes: Readonly<Record<DocumentAction, Change>> = { cancel, pause, resume, retry };

async function cancel(trx: Database, documentId: string, locked: readonly LockedParagraph[]): Promise<void> {
  const waiting = locked.filter(({ status }) => status === 'queued');
  await sql`
    update muwazi.paragraphs set status = 'cancelled', hold = null, finished_at = now()
    where id = any(${idsOf(waiting)}::uuid[])`.execute(trx);
  await sql`
    update muwazi.paragraphs set hold = 'cancelled'
    where document_id = ${documentId} and status = 'running'`.execute(trx);
  await sql`update muwazi.documents set paused = false where id = ${documentId}`.execute(trx);
  await count(trx, documentId, waiting, 'queued', 'cancelled');
}

async function pause(trx: Database, documentId: string, locked: readonly LockedParagraph[]): Promise<void> {
  await sql`
    update muwazi.paragraphs set
      hold = 'paused',
      generation = generation + case when status = 'queued' and handed_over_at is not null then 1 else 0 end,
      handed_over_at = case when status = 'running' then handed_over_at end
    where id = any(${idsOf(locked)}::uuid[]) and hold is null`.execute(trx);
  await sql`update muwazi.documents set paused = true where id = ${documentId}`.execute(trx);
}

async function resume(trx: Database, documentId: string, locked: readonly LockedParagraph[]): Promise<void> {
  await sql`
    update muwazi.paragraphs set hold = null
    where id = any(${idsOf(locked)}::uuid[]) and hold = 'paused'`.execute(trx);
  await sql`update muwazi.documents set paused = false where id = ${documentId}`.execute(trx);
  await announceEntries(trx);
}

async function retry(
  trx: Database,
  documentId: string,
  locked: readonly LockedParagraph[],
  status: DocumentStatus,
): Promise<void> {
  const paused = status === 'paused';
  await sql`
    update muwazi.paragraphs set
      status = 'queued', hold = ${paused ? 'paused' : null}, error_code = null, finished_at = null,
      generation = generation + 1, handed_over_at = null
    where id = any(${idsOf(locked)}::uuid[])`.execute(trx);
  // A document can end while it is paused; it begins again without.
  await sql`update muwazi.documents set paused = ${paused} where id = ${documentId}`.execute(trx);
  await announceEntries(trx);
  await count(trx, documentId, locked, 'failed', 'queued');
}

function lockParagraphs(
  trx: Database,
  documentId: string,
  statuses: readonly ParagraphStatus[],
): Promise<LockedParagraph[]> {
  return trx
    .selectFrom('paragraphs')
    .select(lockedColumns)
    .where('document_id', '=', documentId)
    .where('status', 'in', statuses)
    .orderBy('id')
    .forUpdate()
    .execute();
}

async function lockDocument(trx: Database, documentId: string): Promise<{ readonly status: DocumentStatus }> {
  const document = await trx
    .selectFrom('documents')
    .select('status')
    .where('id', '=', documentId)
    .forUpdate()
    .executeTakeFirst();
  if (document === undefined) throw appError('DOCUMENT_UNKNOWN', [documentId]);
  return document;
}

function idsOf(paragraphs: readonly LockedParagraph[]): readonly string[] {
  return paragraphs.map(({ id }) => id);
}

async function count(
  trx: Database,
  documentId: string,
  moved: readonly LockedParagraph[],
  from: ParagraphStatus,
  to: ParagraphStatus,
): Promise<void> {
  if (moved.length === 0) return;
  const sourceChars = moved.reduce((sum, paragraph) => sum + paragraph.source_chars, 0);
  await countMove(trx, documentId, { from, to, paragraphs: moved.length, sourceChars });
}
