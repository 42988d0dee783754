import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';

/** The text of a person for one segment. */
export interface HumanText {
  readonly paragraphId: string;
  readonly position: number;
  readonly targetText: string;
}

/**
 * Makes each text the one that stands in its segment, with the next revision number, and keeps the one it replaces.
 * What a model or a check said about the replaced text (confidence, flags, model) goes with that text.
 *
 * The caller holds the locks of the paragraphs.
 */
export async function writeHumanTexts(
  trx: Database,
  texts: readonly HumanText[],
  author: string | null,
): Promise<void> {
  if (texts.length === 0) return;
  const edited = sql`unnest(
    ${texts.map(({ paragraphId }) => paragraphId)}::uuid[],
    ${texts.map(({ position }) => position)}::integer[],
    ${texts.map(({ targetText }) => targetText)}::text[]
  ) as edited (paragraph_id, position, target_text)`;
  // A text of a person is in there already.
  await sql`
    insert into muwazi.revisions (paragraph_id, position, revision, source_text, target_text, confidence, flags, origin,
      model_id, model_revision, created_at)
    select s.paragraph_id, s.position, s.revision, s.source_text, s.target_text, s.confidence, s.flags, s.origin,
      s.model_id, s.model_revision, s.created_at
    from muwazi.segments s join ${edited} using (paragraph_id, position)
    on conflict do nothing`.execute(trx);
  await sql`
    with written as (
      update muwazi.segments s
      set target_text = edited.target_text, revision = s.revision + 1, origin = 'human', confidence = null,
        flags = '{}', model_id = null, model_revision = null, created_at = now()
      from ${edited}
      where s.paragraph_id = edited.paragraph_id and s.position = edited.position
      returning s.*
    )
    insert into muwazi.revisions (paragraph_id, position, revision, source_text, target_text, confidence, flags, origin,
      author, created_at)
    select paragraph_id, position, revision, source_text, target_text, confidence, flags, origin,
      ${author}::text, created_at
    from written`.execute(trx);
}
