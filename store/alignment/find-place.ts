import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { SegmentChoice } from '../document-store.ts';
import type { SegmentCursor } from '../documents/page-cursor.ts';
import { isChosen } from './segment-choice.ts';

/** Where the chosen segment number `index` (from 0, in order of the text) stands; undefined where there are not so many. */
export async function findPlace(
  db: Database,
  documentId: string,
  index: number,
  choice: SegmentChoice,
): Promise<SegmentCursor | undefined> {
  const { rows } = await sql<SegmentCursor>`
    select p.position as "paragraphPosition", segments.position as "segmentPosition"
    from muwazi.paragraphs p join muwazi.segments on segments.paragraph_id = p.id
    where p.document_id = ${documentId} and p.status = 'done' and ${isChosen(choice)}
    order by p.position, segments.position
    offset ${index} limit 1`.execute(db);
  return rows[0];
}

/** Where to read on for the next chosen segment. */
export interface Stretch {
  /** The paragraph that has it. */
  readonly position: number;
  /** The last one before that has text of its own, or is not done: the gap begins there. Null where there is none. */
  readonly gapFrom: number | null;
}

/** The first paragraph from `fromPosition` on that has a chosen segment. */
export async function findStretch(
  db: Database,
  documentId: string,
  fromPosition: number,
  choice: SegmentChoice,
): Promise<Stretch | undefined> {
  const { rows } = await sql<Stretch>`
    select p.position, (
      select before.position from muwazi.paragraphs before
      where before.document_id = p.document_id and before.position < p.position and (
        before.status <> 'done' or exists (select from muwazi.segments s where s.paragraph_id = before.id)
      )
      order by before.position desc limit 1
    ) as "gapFrom"
    from muwazi.paragraphs p
    where p.document_id = ${documentId} and p.position >= ${fromPosition} and p.status = 'done'
      and exists (select from muwazi.segments where segments.paragraph_id = p.id and ${isChosen(choice)})
    order by p.position limit 1`.execute(db);
  return rows[0];
}
