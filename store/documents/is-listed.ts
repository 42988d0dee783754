import { sql, type Expression, type ExpressionBuilder, type RawBuilder, type SqlBool } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { DocumentFilter } from '../document-store.ts';
import { splitWords } from '../search/split-words.ts';
import { hasWordsOf } from '../search/words-of.ts';

/** The condition on `documents` that a filter makes. */
export function isListed({
  status,
  collection,
  createdFrom,
  createdBefore,
  flag,
  minConfidence,
  maxConfidence,
  words,
}: DocumentFilter) {
  return (eb: ExpressionBuilder<Tables, 'documents'>): Expression<SqlBool> =>
    eb.and([
      ...(status === undefined ? [] : [eb('documents.status', '=', status)]),
      ...(collection === undefined ? [] : [eb('documents.collection', '=', collection)]),
      ...(createdFrom === undefined ? [] : [eb('documents.created_at', '>=', createdFrom)]),
      ...(createdBefore === undefined ? [] : [eb('documents.created_at', '<', createdBefore)]),
      ...(flag === undefined ? [] : [sql<SqlBool>`documents.flags @> array[${flag}::text]`]),
      ...(minConfidence === undefined ? [] : [eb('documents.confidence', '>=', minConfidence)]),
      ...(maxConfidence === undefined ? [] : [eb('documents.confidence', '<=', maxConfidence)]),
      ...(words === undefined ? [] : [hasWords(words)]),
    ]);
}

/**
 * In the title as they are written, in any spelling that readers of Arabic take for the same; or in one sentence, over the
 * indexes of the search, in any form. The documents are looked for once, not one by one.
 */
function hasWords(words: string): RawBuilder<SqlBool> {
  const pattern = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const query = queryOf(words);
  const inTitle = sql`
    documents.title ilike ${pattern}
    or documents.folded_title ilike muwazi.fold_for_search(${pattern}::text)`;
  if (query === '') return sql<SqlBool>`(${inTitle})`;
  return sql<SqlBool>`(${inTitle} or documents.id in (
    select found.document_id from muwazi.paragraphs found
    join muwazi.segments on segments.paragraph_id = found.id
    where ${hasWordsOf('source', sql.ref('segments.source_text'), { exact: query })}
      or ${hasWordsOf('target', sql.ref('segments.target_text'), { exact: query })}
  ))`;
}

/** All words, the last one as a beginning. Only letters, marks and digits are left: nothing that the query's language knows. */
function queryOf(words: string): string {
  const found = splitWords(words).map(({ word }) => word);
  return found.length === 0 ? '' : `${found.join(' & ')}:*`;
}
