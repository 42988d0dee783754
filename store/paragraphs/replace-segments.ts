import type { Database } from '../database/tables.ts';
import type { NewSegment } from '../paragraph-store.ts';
import { resumeRevisions, retireSegments } from '../revisions/keep-revisions.ts';

/** Fourteen parameters a row; PostgreSQL takes 65,535 in a statement. */
const segmentsPerInsert = 1_000;

/** Makes `segments` the segments of the paragraph. What was there is kept, and people's texts stand: see keep-revisions.ts. */
export async function replaceSegments(
  trx: Database,
  paragraphId: string,
  segments: readonly NewSegment[],
): Promise<void> {
  const translatedBefore = await retireSegments(trx, paragraphId);
  for (let at = 0; at < segments.length; at += segmentsPerInsert) {
    const rows = segments.slice(at, at + segmentsPerInsert).map((segment) => ({
      paragraph_id: paragraphId,
      position: segment.position,
      start_offset: segment.start,
      end_offset: segment.end,
      source_text: segment.sourceText,
      target_text: segment.targetText,
      confidence: segment.confidence,
      flags: segment.flags,
      origin: segment.origin,
      model_id: segment.model?.id ?? null,
      model_revision: segment.model?.revision ?? null,
      memory_key: segment.memoryKey === undefined ? null : Buffer.from(segment.memoryKey, 'hex'),
      terms_key: typeof segment.termsKey === 'string' ? Buffer.from(segment.termsKey, 'hex') : null,
    }));
    await trx.insertInto('segments').values(rows).execute();
  }
  if (translatedBefore) await resumeRevisions(trx, paragraphId);
}
