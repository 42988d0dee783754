import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { ExportSelection, SelectionState } from '../export-store.ts';
import { isSelectedDocument } from './is-selected.ts';

/*
 * The fingerprint adds up a 64-bit hash of each document's id and of all that changes when its rows do: its counts while
 * it is at work, its end, its last revision. A sum, because it needs neither an order nor memory. What a document
 * says of itself (title, collection …) never changes.
 */
export async function inspectSelection(db: Database, selection: ExportSelection): Promise<SelectionState> {
  const state = await db
    .selectFrom('documents')
    .where(isSelectedDocument(selection))
    .select((eb) => [
      eb.fn.countAll<string>().as('documents'),
      sql<string>`coalesce(sum(hashtextextended(concat(id, '|', status, '|', paragraphs_done, '|', paragraphs_failed, '|',
        extract(epoch from finished_at), '|', extract(epoch from revised_at)), 0)::numeric), 0)`.as('sum'),
      sql<Date>`now()::timestamptz(3)`.as('asOf'),
      sql<Date | null>`max(greatest(finished_at, revised_at))`.as('newest'),
      sql<boolean>`coalesce(bool_and(finished_at is not null), false)`.as('allEnded'),
    ])
    .executeTakeFirstOrThrow();
  return {
    fingerprint: `${state.documents}.${state.sum}`,
    asOf: state.asOf,
    changedAt: state.allEnded ? state.newest : null,
  };
}
