import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { NewSegment } from '../paragraph-store.ts';
import { resumeRevisions, retireSegments } from '../revisions/keep-revisions.ts';
import { segmentColumns, segmentRows } from './segment-rows.ts';

/** Makes `segments` the segments of the paragraph. What was there is kept, and people's texts stand: see keep-revisions.ts. */
export async function replaceSegments(
  trx: Database,
  paragraphId: string,
  segments: readonly NewSegment[],
): Promise<void> {
  const translatedBefore = await retireSegments(trx, paragraphId);
  await sql`
    insert into muwazi.segments (paragraph_id, ${segmentColumns})
    select ${paragraphId}::uuid, s.* from ${segmentRows(segments)} s`.execute(trx);
  if (translatedBefore) await resumeRevisions(trx, paragraphId);
}
