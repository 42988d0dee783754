import { sql } from 'kysely';
import { kept } from '../database/kept-statement.ts';
import type { Database } from '../database/tables.ts';
import type { NewSegment, ParagraphClaim } from '../paragraph-store.ts';
import { needsLook } from '../segments/keep-summary.ts';
import { segmentColumns, segmentRows } from './segment-rows.ts';

/**
 * The usual commit, in one statement where a transaction step by step takes ten: of a paragraph that is running under this
 * claim and has no segments yet. False where it is otherwise, and nothing has changed.
 *
 * It does what commitOther() of postgres-paragraph-store.ts does, and keeps the same order of locks: the document is changed last,
 * and once, with its counts of paragraphs (count-paragraph.ts) and what its segments amount to (segments/keep-summary.ts).
 */
export async function commitFirst(
  db: Database,
  { paragraphId, attempt }: ParagraphClaim,
  segments: readonly NewSegment[],
): Promise<boolean> {
  const { rows } = await sql`${kept}
    with ended as (
      update muwazi.paragraphs set status = 'done', error_code = null, hold = null, finished_at = now()
      where id = ${paragraphId} and attempt = ${attempt} and status = 'running'
        and not exists (select from muwazi.segments where paragraph_id = ${paragraphId})
      returning id, document_id, source_chars
    ), stored as (
      insert into muwazi.segments (paragraph_id, ${segmentColumns})
      select ended.id, s.* from ended, ${segmentRows(segments)} s
      returning confidence, flags, origin
    ), summed as (
      select
        count(*) as total,
        count(*) filter (where ${needsLook}) as to_look_at,
        coalesce(sum(confidence::float8), 0) as confidence_sum,
        count(confidence) as confidence_count,
        array(select unnest(flags) from stored) as flags
      from stored
    )
    update muwazi.documents d set
      paragraphs_running = paragraphs_running - 1,
      paragraphs_done = paragraphs_done + 1,
      chars_left = chars_left - ended.source_chars,
      finished_at = case when paragraphs_queued + paragraphs_running = 1 then now() end,
      segments_total = segments_total + summed.total,
      segments_to_look_at = segments_to_look_at + summed.to_look_at,
      confidence_sum = d.confidence_sum + summed.confidence_sum,
      confidence_count = d.confidence_count + summed.confidence_count,
      flags = array(select distinct unnest(summed.flags || d.flags) order by 1)
    from ended, summed
    where d.id = ended.document_id
    returning d.id`.execute(db);
  return rows.length > 0;
}
