import { sql } from 'kysely';
import { kept } from '../database/kept-statement.ts';
import type { Database } from '../database/tables.ts';

/** What a claim is made of, as it stands in the tables. */
export interface ClaimedRow {
  readonly document_id: string;
  readonly attempt: number;
  readonly text: string;
  readonly memory: boolean;
  /** Its rank. */
  readonly priority: number;
  readonly collection: string | null;
  readonly glossary_revision: string | null;
}

/**
 * The usual claim, in one statement where a transaction step by step takes five: of a paragraph that is queued, on no hold and
 * of this generation. Undefined where it is otherwise, and nothing has changed.
 *
 * The paragraph's row is locked before its document's, as count-paragraph.ts demands: the second update needs what the
 * first one returns. Who waited for the paragraph looks at the conditions once more.
 *
 * @see https://www.postgresql.org/docs/current/transaction-iso.html#XACT-READ-COMMITTED
 */
export async function claimQueued(
  db: Database,
  paragraphId: string,
  generation: number,
): Promise<ClaimedRow | undefined> {
  const { rows } = await sql<ClaimedRow>`${kept}
    with claimed as (
      update muwazi.paragraphs set
        status = 'running', attempt = attempt + 1, started_at = coalesce(started_at, now())
      where id = ${paragraphId} and generation = ${generation} and status = 'queued' and hold is null
      returning document_id, attempt, text
    ), counted as (
      update muwazi.documents d set
        paragraphs_queued = paragraphs_queued - 1,
        paragraphs_running = paragraphs_running + 1,
        started_at = coalesce(d.started_at, now())
      from claimed where d.id = claimed.document_id
      returning d.id, d.memory, d.priority, d.collection
    )
    select claimed.*, counted.memory, counted.priority, counted.collection, glossaries.revision as glossary_revision
    from claimed
      join counted on counted.id = claimed.document_id
      left join muwazi.glossaries on glossaries.collection = counted.collection`.execute(db);
  return rows[0];
}
