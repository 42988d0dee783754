import { sql } from 'kysely';
import type { ModelIdentity } from '../../core/segment.ts';
import type { Database, SegmentsTable } from '../database/tables.ts';
import type { RememberedText, TranslationMemory } from '../translation-memory.ts';

export function createTranslationMemory(db: Database): TranslationMemory {
  return {
    recall: async (keys, model) => (keys.length === 0 ? new Map() : recall(db, [...new Set(keys)], model)),
  };
}

type RecalledRow = Pick<
  SegmentsTable,
  'target_text' | 'confidence' | 'flags' | 'model_id' | 'model_revision'
> & {
  readonly key: string;
};

/*
 * At most one row of each partial index a key, however often the sentence was translated. The conditions repeat those of
 * the indexes (migrations/0004-memory.ts), or PostgreSQL would not use them.
 *
 * Measured with 1,000,000 segments on 2 busy cores: 0.8 ms for the five sentences of a paragraph, known or not.
 */
async function recall(
  db: Database,
  keys: readonly string[],
  model: ModelIdentity,
): Promise<ReadonlyMap<string, RememberedText>> {
  const { rows } = await sql<RecalledRow>`
    select wanted.key, found.*
    from unnest(${keys}::text[]) as wanted (key)
    cross join lateral (
      (
        select target_text, confidence, flags, model_id, model_revision from muwazi.segments
        where memory_key = decode(wanted.key, 'hex') and origin = 'human' and memory_key is not null
        order by created_at desc
        limit 1
      ) union all (
        select target_text, confidence, flags, model_id, model_revision from muwazi.segments
        where memory_key = decode(wanted.key, 'hex') and model_id = ${model.id} and model_revision = ${model.revision}
          and origin = 'model' and memory_key is not null and not (flags && '{repetition,truncated}'::text[])
        order by created_at desc
        limit 1
      )
      limit 1
    ) as found`.execute(db);
  return new Map(rows.map((row) => [row.key, toRemembered(row)]));
}

function toRemembered(row: RecalledRow): RememberedText {
  const { model_id: id, model_revision: revision } = row;
  return {
    targetText: row.target_text,
    confidence: row.confidence,
    flags: row.flags,
    model: id === null || revision === null ? null : { id, revision },
  };
}
