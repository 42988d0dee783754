import { sql } from 'kysely';
import { validate } from 'uuid';
import type { ErrorCode } from '../../core/error-catalogue.ts';
import type { Database } from '../database/tables.ts';
import type { GlossaryReference, NewSegment, ParagraphClaim, ParagraphStore } from '../paragraph-store.ts';
import { keepSummary } from '../segments/keep-summary.ts';
import { priorityOf } from '../documents/priority-rank.ts';
import { claimQueued, type ClaimedRow } from './claim-queued.ts';
import { commitFirst } from './commit-first.ts';
import { countMove, lockParagraph, type LockedParagraph } from './count-paragraph.ts';
import { replaceSegments } from './replace-segments.ts';
import { takeBack } from './take-back.ts';

/*
 * Each call is one transaction that begins by locking the paragraph, looks at what it is now, and counts the change in
 * the document last (the order is explained in count-paragraph.ts). The usual claim and the usual commit are one statement
 * (claim-queued.ts, commit-first.ts); what they leave alone comes here.
 *
 *   queued ──claim──► running(n) ──commit(n)──► done
 *     ▲ ▲               │  │ └─────fail───────► failed
 *     │ └──release(n)───┘  └──claim──► running(n + 1): commit(n) and release(n) change nothing from now on
 *     └───handBack (outbox): attempt n stays the newest, so its commit still counts if it comes before the next claim
 *
 * Two fences. The attempt is that of a worker: release, commit and failClaim of an older one change nothing. The generation is
 * that of a job: a job that a pause, a retry or a lost queue has replaced can neither claim nor fail its paragraph, so that
 * of the jobs of one paragraph a single one works.
 *
 * A paragraph on hold (its document is paused or cancelled) is not claimed. One that is running goes on to its commit; where
 * it would be released or claimed again, it is taken back instead (take-back.ts): queued and held, or cancelled.
 */
export function createParagraphStore(db: Database): ParagraphStore {
  return {
    claim: async (paragraphId, generation) => {
      if (!validate(paragraphId)) return undefined;
      const claimed =
        (await claimQueued(db, paragraphId, generation)) ?? (await claimOther(db, paragraphId, generation));
      return claimed === undefined ? undefined : toClaim(paragraphId, claimed);
    },
    commit: async (taken, segments) =>
      (await commitFirst(db, taken, segments)) ? 'committed' : commitOther(db, taken, segments),
    release: (taken) => release(db, taken),
    failClaim: ({ paragraphId, attempt }, code) =>
      fail(
        db,
        paragraphId,
        code,
        (paragraph) => paragraph.status === 'running' && paragraph.attempt === attempt,
      ),
    failEntry: async ({ paragraphId, generation }, code) =>
      validate(paragraphId)
        ? fail(db, paragraphId, code, (paragraph) => paragraph.generation === generation)
        : 'superseded',
  };
}

/** A paragraph that another worker had, or on hold, or of which there is nothing to do. */
function claimOther(db: Database, paragraphId: string, generation: number): Promise<ClaimedRow | undefined> {
  return db.transaction().execute(async (trx) => {
    const paragraph = await lockParagraph(trx, paragraphId);
    if (!isUnfinished(paragraph) || paragraph.generation !== generation) return undefined;
    if (paragraph.hold !== null) {
      if (paragraph.status === 'running') await takeBack(trx, [paragraph]);
      return undefined;
    }
    // Released since the first statement looked.
    if (paragraph.status === 'queued') return claimQueued(trx, paragraphId, generation);
    const { attempt, text } = await trx
      .updateTable('paragraphs')
      .set((eb) => ({ attempt: eb('attempt', '+', 1) }))
      .where('id', '=', paragraphId)
      .returning(['attempt', 'text'])
      .executeTakeFirstOrThrow();
    const document = await trx
      .selectFrom('documents')
      .leftJoin('glossaries', 'glossaries.collection', 'documents.collection')
      .select(['memory', 'priority', 'documents.collection', 'glossaries.revision as glossary_revision'])
      .where('documents.id', '=', paragraph.document_id)
      .executeTakeFirstOrThrow();
    return { ...document, document_id: paragraph.document_id, attempt, text };
  });
}

/** A paragraph that had segments before, or of which our claim may not be the newest. */
function commitOther(
  db: Database,
  taken: ParagraphClaim,
  segments: readonly NewSegment[],
): Promise<'committed' | 'superseded'> {
  return db.transaction().execute(async (trx) => {
    const paragraph = await lockParagraph(trx, taken.paragraphId);
    if (paragraph?.attempt !== taken.attempt || paragraph.status === 'failed') return 'superseded';
    if (paragraph.status === 'cancelled') return 'superseded';
    // Our own commit, whose answer was lost on the way.
    if (paragraph.status === 'done') return 'committed';
    const { id, document_id: documentId } = paragraph;
    await keepSummary(trx, { documentId, paragraphIds: [id] }, async () => {
      await replaceSegments(trx, id, segments);
      await endParagraph(trx, paragraph, { status: 'done', error_code: null });
    });
    return 'committed';
  });
}

async function release(db: Database, taken: ParagraphClaim): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const paragraph = await lockParagraph(trx, taken.paragraphId);
    if (paragraph?.attempt !== taken.attempt || paragraph.status !== 'running') return;
    if (paragraph.hold !== null) {
      await takeBack(trx, [paragraph]);
      return;
    }
    await trx.updateTable('paragraphs').set({ status: 'queued' }).where('id', '=', paragraph.id).execute();
    await countOne(trx, paragraph, 'queued');
  });
}

function fail(
  db: Database,
  paragraphId: string,
  code: ErrorCode,
  mayFail: (paragraph: LockedParagraph) => boolean,
): Promise<'failed' | 'superseded'> {
  return db.transaction().execute(async (trx) => {
    const paragraph = await lockParagraph(trx, paragraphId);
    if (!isUnfinished(paragraph) || !mayFail(paragraph)) return 'superseded';
    await endParagraph(trx, paragraph, { status: 'failed', error_code: code });
    return 'failed';
  });
}

async function endParagraph(
  trx: Database,
  paragraph: LockedParagraph,
  end: { readonly status: 'done' | 'failed'; readonly error_code: ErrorCode | null },
): Promise<void> {
  await trx
    .updateTable('paragraphs')
    .set({ ...end, hold: null, finished_at: sql<Date>`now()` })
    .where('id', '=', paragraph.id)
    .execute();
  await countOne(trx, paragraph, end.status);
}

function countOne(trx: Database, paragraph: LockedParagraph, to: LockedParagraph['status']): Promise<void> {
  const { document_id: documentId, status: from, source_chars: sourceChars } = paragraph;
  return countMove(trx, documentId, { from, to, paragraphs: 1, sourceChars });
}

function toClaim(paragraphId: string, row: ClaimedRow): ParagraphClaim {
  const { document_id: documentId, attempt, text, memory, priority, collection, glossary_revision } = row;
  return {
    documentId,
    paragraphId,
    attempt,
    text,
    memory,
    priority: priorityOf(priority),
    glossary: glossaryOf(collection, glossary_revision),
  };
}

function glossaryOf(collection: string | null, revision: string | null): GlossaryReference | null {
  return collection === null || revision === null ? null : { collection, revision: Number(revision) };
}

function isUnfinished(paragraph: LockedParagraph | undefined): paragraph is LockedParagraph {
  return paragraph?.status === 'queued' || paragraph?.status === 'running';
}
