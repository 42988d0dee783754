import { sql } from 'kysely';
import { kept } from '../database/kept-statement.ts';
import type { Database } from '../database/tables.ts';
import type { NewSegment, ParagraphClaim } from '../paragraph-store.ts';

/**
 * The usual commit, in one statement where a transaction step by step takes ten: of a paragraph that is running under this
 * claim and has no segments yet. False where it is otherwise, and nothing has changed.
 *
 * It does what commit() of postgres-paragraph-store.ts does, and keeps the same order of locks: the document is changed last,
 * and once, with its counts of paragraphs (count-paragraph.ts) and what its segments amount to (segments/keep-summary.ts).
 */
export async function commitFirst(
  db: Database,
  { paragraphId, attempt }: ParagraphClaim,
  segments: readonly NewSegment[],
): Promise<boolean> {
  const of = <Value>(read: (segment: NewSegment) => Value): readonly Value[] => segments.map(read);
  const { rows } = await sql`${kept}
    with ended as (
      update muwazi.paragraphs set status = 'done', error_code = null, hold = null, finished_at = now()
      where id = ${paragraphId} and attempt = ${attempt} and status = 'running'
        and not exists (select from muwazi.segments where paragraph_id = ${paragraphId})
      returning id, document_id, source_chars
    ), stored as (
      insert into muwazi.segments (paragraph_id, position, start_offset, end_offset, source_text, target_text, confidence,
        flags, origin, model_id, model_revision, memory_key, terms_key)
      select ended.id, s.position, s.start_offset, s.end_offset, s.source_text, s.target_text, s.confidence,
        string_to_array(s.flags, ','), s.origin, s.model_id, s.model_revision, s.memory_key, s.terms_key
      from ended, unnest(
        ${of((segment) => segment.position)}::integer[],
        ${of((segment) => segment.start)}::integer[],
        ${of((segment) => segment.end)}::integer[],
        ${of((segment) => segment.sourceText)}::text[],
        ${of((segment) => segment.targetText)}::text[],
        ${of((segment) => segment.confidence)}::real[],
        ${of((segment) => segment.flags.join(','))}::text[],
        ${of((segment) => segment.origin)}::text[],
        ${of((segment) => segment.model?.id ?? null)}::text[],
        ${of((segment) => segment.model?.revision ?? null)}::text[],
        ${of((segment) => bytesOf(segment.memoryKey))}::bytea[],
        ${of((segment) => bytesOf(segment.termsKey))}::bytea[]
      ) as s (position, start_offset, end_offset, source_text, target_text, confidence, flags, origin, model_id,
        model_revision, memory_key, terms_key)
      returning confidence, flags, origin
    ), summed as (
      select
        count(*) as total,
        count(*) filter (where origin <> 'human' and cardinality(array_remove(flags, 'passthrough')) > 0) as to_look_at,
        coalesce(sum(confidence::float8), 0) as confidence_sum,
        count(confidence) as confidence_count
      from stored
    ), flagged as (
      select array(select distinct unnest(flags) from stored) as flags
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
      flags = array(select distinct unnest(flagged.flags || d.flags) order by 1)
    from ended, summed, flagged
    where d.id = ended.document_id
    returning d.id`.execute(db);
  return rows.length > 0;
}

function bytesOf(hexadecimal: string | null | undefined): Buffer | null {
  return typeof hexadecimal === 'string' ? Buffer.from(hexadecimal, 'hex') : null;
}
