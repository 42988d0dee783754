import { sql } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { Page, PageRequest } from '../document-store.ts';
import type { FoundSegment, SearchStore } from '../search-store.ts';
import { findHighlights } from './find-highlights.ts';
import { readSearchCursor, writeSearchCursor } from './search-cursor.ts';

export function createSearchStore(db: Database): SearchStore {
  return { search: (query, filter, page) => search(db, query, filter, page) };
}

type FoundRow = Omit<FoundSegment, 'sourceHighlights' | 'targetHighlights'>;

/*
 * Paragraph ids are UUIDv7: a later document's sort later. So pages are cut by (paragraph, position), which neither repeats
 * nor hides a row when more comes in.
 */
async function search(
  db: Database,
  query: string,
  { collection }: { readonly collection?: string },
  { limit, cursor }: PageRequest,
): Promise<Page<FoundSegment>> {
  const after = cursor === undefined ? undefined : readSearchCursor(cursor);
  const { rows } = await sql<FoundRow>`
    select d.id as "documentId", d.title, d.collection, p.id as "paragraphId", p.position as "paragraphPosition",
      s.position, s.source_text as "sourceText", s.target_text as "targetText"
    from muwazi.segments s
    join muwazi.paragraphs p on p.id = s.paragraph_id
    join muwazi.documents d on d.id = p.document_id
    where (
        to_tsvector('arabic', muwazi.fold_for_search(s.source_text))
          @@ websearch_to_tsquery('arabic', muwazi.fold_for_search(${query}))
        or to_tsvector('english', s.target_text) @@ websearch_to_tsquery('english', ${query})
      )
      ${collection === undefined ? sql`` : sql`and d.collection = ${collection}`}
      ${
        after === undefined
          ? sql``
          : sql`and (s.paragraph_id < ${after.paragraphId}::uuid
              or (s.paragraph_id = ${after.paragraphId}::uuid and s.position > ${after.position}))`
      }
    order by s.paragraph_id desc, s.position
    limit ${limit + 1}`.execute(db);
  const items = await highlight(db, query, rows.slice(0, limit));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? writeSearchCursor(last) : null };
}

async function highlight(
  db: Database,
  query: string,
  rows: readonly FoundRow[],
): Promise<readonly FoundSegment[]> {
  const sources = rows.map((row) => row.sourceText);
  const targets = rows.map((row) => row.targetText);
  const inSources = await findHighlights(db, 'source', query, sources);
  const inTargets = await findHighlights(db, 'target', query, targets);
  return rows.map((row, index) => ({
    ...row,
    sourceHighlights: inSources[index] ?? [],
    targetHighlights: inTargets[index] ?? [],
  }));
}
