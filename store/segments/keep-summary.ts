import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';

/*
 * What the segments of a document amount to stands in its row. Whoever changes segments does so within keepSummary(), which
 * counts the paragraphs before and after and adds the difference: the price is that of the paragraphs, whatever the size of
 * the document. The caller holds the locks of the paragraphs; the document is changed last (paragraphs/count-paragraph.ts).
 *
 * Warnings are a set, not a count: a new one is added; whether the last one of its kind has gone is only known by looking at
 * all segments, which is done where segments that were there are changed (people's edits).
 */

interface Summary {
  readonly total: number;
  readonly toLookAt: number;
  readonly confidenceSum: number;
  readonly confidenceCount: number;
  readonly flags: readonly string[];
}

/** Of a segment: it has a warning, and no person's text. */
export const needsLook = sql`origin <> 'human' and cardinality(array_remove(flags, 'passthrough')) > 0`;

/** Does `work`, which changes segments of these paragraphs of the document, and brings the document's summary up to date. */
export async function keepSummary<Result>(
  trx: Database,
  { documentId, paragraphIds }: { readonly documentId: string; readonly paragraphIds: readonly string[] },
  work: () => Promise<Result>,
): Promise<Result> {
  const before = await summarise(trx, paragraphIds);
  const result = await work();
  const after = await summarise(trx, paragraphIds);
  // An update would tell everybody of a change.
  if (JSON.stringify(after) === JSON.stringify(before)) return result;
  const flags = before.total === 0 ? sql`${after.flags}::text[] || flags` : flagsOf(documentId);
  await sql`
    update muwazi.documents set
      segments_total = segments_total + ${after.total - before.total},
      segments_to_look_at = segments_to_look_at + ${after.toLookAt - before.toLookAt},
      confidence_sum = confidence_sum + ${after.confidenceSum - before.confidenceSum},
      confidence_count = confidence_count + ${after.confidenceCount - before.confidenceCount},
      flags = array(select distinct unnest(${flags}) order by 1)
    where id = ${documentId}`.execute(trx);
  return result;
}

async function summarise(trx: Database, paragraphIds: readonly string[]): Promise<Summary> {
  const { rows } = await sql<Summary>`
    select
      count(*)::float8 as total,
      count(*) filter (where ${needsLook})::float8 as "toLookAt",
      coalesce(sum(confidence::float8), 0) as "confidenceSum",
      count(confidence)::float8 as "confidenceCount",
      array(
        select distinct unnest(flagged.flags) from muwazi.segments flagged
        where flagged.paragraph_id = any(${paragraphIds}::uuid[]) order by 1
      ) as flags
    from muwazi.segments where paragraph_id = any(${paragraphIds}::uuid[])`.execute(trx);
  return rows[0] ?? { total: 0, toLookAt: 0, confidenceSum: 0, confidenceCount: 0, flags: [] };
}

function flagsOf(documentId: string) {
  return sql`array(
    select unnest(s.flags) from muwazi.segments s join muwazi.paragraphs p on p.id = s.paragraph_id
    where p.document_id = ${documentId}
  )`;
}
