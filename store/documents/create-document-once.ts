import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { appError } from '../../core/app-error.ts';
import type { Document } from '../../core/document.ts';
import type { Database } from '../database/tables.ts';
import type { NewDocument, SubmissionKey } from '../document-store.ts';
import { insertDocument } from './create-document.ts';
import { findDocument } from './select-documents.ts';

/** How long a key is remembered: longer than any client goes on trying. */
const keptHours = 24;

/*
 * The key is written first, in the transaction that stores the document. A second submission under the same key waits
 * at that row until the first one is committed, and then reads what it wrote; or, when the first one failed, goes on as if it
 * had never been. So of any number of submissions at the same moment, one makes the document.
 */
export async function createDocumentOnce(
  db: Database,
  document: NewDocument,
  key: SubmissionKey,
): Promise<Document> {
  const id = uuidv7();
  const made = await db.transaction().execute(async (trx) => {
    return (await takeKey(trx, key, id)) ? insertDocument(trx, id, document) : undefined;
  });
  await forgetOldKeys(db);
  const first = made ?? (await findSubmitted(db, key));
  // Deleted by hand between the two, or a day old since: its place is taken all the same.
  if (first === undefined) throw appError('IDEMPOTENCY_KEY_REUSED', []);
  return first;
}

/** True when the key is ours now: nobody has used it, or not for so long that it counts as forgotten. */
async function takeKey(trx: Database, { key, fingerprint }: SubmissionKey, id: string): Promise<boolean> {
  const { rows } = await sql`
    insert into muwazi.idempotency_keys as kept (key, fingerprint, document_id)
    values (${key}, ${fingerprint}, ${id})
    on conflict (key) do update
      set fingerprint = excluded.fingerprint, document_id = excluded.document_id, created_at = now()
      where kept.created_at < now() - make_interval(hours => ${keptHours})
    returning key`.execute(trx);
  return rows.length > 0;
}

/** The document that the key made, as it was answered then: with nothing begun. Undefined when the key is free. */
export async function findSubmitted(
  db: Database,
  { key, fingerprint }: SubmissionKey,
): Promise<Document | undefined> {
  const first = await db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'document_id as documentId'])
    .where('key', '=', key)
    .where('created_at', '>=', sql<Date>`now() - make_interval(hours => ${keptHours})`)
    .executeTakeFirst();
  if (first === undefined) return undefined;
  if (first.fingerprint !== fingerprint) throw appError('IDEMPOTENCY_KEY_REUSED', []);
  const document = await findDocument(db, first.documentId);
  if (document === undefined) throw appError('DOCUMENT_UNKNOWN', [first.documentId]);
  return asAccepted(document);
}

function asAccepted(document: Document): Document {
  const { total } = document.paragraphs;
  return {
    ...document,
    status: 'queued',
    paragraphs: { total, queued: total, running: 0, done: 0, failed: 0, cancelled: 0 },
    startedAt: null,
    finishedAt: null,
    revisedAt: null,
    segments: { total: 0, needsLook: 0, meanConfidence: null },
    errors: [],
  };
}

/** Keys that somebody is taking over at this moment are left to them. */
async function forgetOldKeys(db: Database): Promise<void> {
  await sql`
    delete from muwazi.idempotency_keys where key in (
      select key from muwazi.idempotency_keys
      where created_at < now() - make_interval(hours => ${keptHours + 1})
      for update skip locked
    )`.execute(db);
}
