import { sql, type RawBuilder } from 'kysely';
import type { NewSegment } from '../paragraph-store.ts';

/** What `segmentRows` gives, in order: all of a new segment but its paragraph. */
export const segmentColumns = sql.raw(
  'position, start_offset, end_offset, source_text, target_text, confidence, flags, origin, model_id, model_revision, ' +
    'memory_key, terms_key',
);

/** The segments as a table to select from. Columns as arrays: one short statement, whatever the number of rows. */
export function segmentRows(segments: readonly NewSegment[]): RawBuilder<unknown> {
  const of = <Value>(read: (segment: NewSegment) => Value): readonly Value[] => segments.map(read);
  return sql`(
    select position, start_offset, end_offset, source_text, target_text, confidence, string_to_array(flags, ','), origin,
      model_id, model_revision, memory_key, terms_key
    from unnest(
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
    ) as one (${segmentColumns})
  )`;
}

function bytesOf(hexadecimal: string | null | undefined): Buffer | null {
  return typeof hexadecimal === 'string' ? Buffer.from(hexadecimal, 'hex') : null;
}
