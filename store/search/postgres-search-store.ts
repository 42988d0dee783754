import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../database/tables.ts';
import type { PageRequest } from '../document-store.ts';
import type { FoundPage, FoundSegment, SearchFilter, SearchStore } from '../search-store.ts';
import { findHighlights, sharingStem, type ChooseWords, type Side } from './find-highlights.ts';
import { openNearWords, wordsToFindNearly } from './near-words.ts';
import { readSearchCursor, writeSearchCursor, type SearchCursor, type SearchKind } from './search-cursor.ts';
import { hasWordsOf } from './words-of.ts';

/*
 *   the words themselves find something ──► that
 *   they find nothing ────────────────────► segments with words near them, where the database can tell (near-words.ts)
 *
 * Further pages are of the same kind as the first: the cursor says which.
 */
export function createSearchStore(db: Database): SearchStore {
  return {
    search: async (query, filter, { limit, cursor }) => {
      const after = cursor === undefined ? undefined : readSearchCursor(cursor);
      const page = { filter, limit, after };
      if (after?.kind === 'near') return await findNear(db, query, page);
      const found = await findExact(db, query, page);
      return found.items.length > 0 || after !== undefined ? found : await findNear(db, query, page);
    },
  };
}

interface Asked extends Pick<PageRequest, 'limit'> {
  readonly filter: SearchFilter;
  readonly after: SearchCursor | undefined;
}

type FoundRow = Omit<FoundSegment, 'sourceHighlights' | 'targetHighlights'>;

async function findExact(db: Database, query: string, asked: Asked): Promise<FoundPage> {
  const words = { websearch: query };
  const matches = sql<boolean>`(
    ${hasWordsOf('source', sql.ref('s.source_text'), words)}
    or ${hasWordsOf('target', sql.ref('s.target_text'), words)}
  )`;
  const rows = await select(db, matches, asked);
  const choose = {
    source: sharingStem(db, 'source', query),
    target: sharingStem(db, 'target', query),
  };
  return await pageOf(rows, asked, 'exact', choose);
}

async function findNear(db: Database, query: string, asked: Asked): Promise<FoundPage> {
  const words = wordsToFindNearly(query);
  const near = words.length === 0 ? undefined : await openNearWords(db);
  if (near === undefined) return { items: [], nextCursor: null, approximate: false };
  const texts = { source: sql.ref('s.source_text'), target: sql.ref('s.target_text') };
  const matches = words.map(({ word, side }) => near.isNear(word, texts[side]));
  const rows = await db.transaction().execute(async (trx) => {
    await near.setThreshold.execute(trx);
    return await select(trx, sql.join(matches, sql` and `), asked);
  });
  const chooseOn =
    (wanted: Side): ChooseWords =>
    (candidates) =>
      near.choose(
        words.filter(({ side }) => side === wanted).map(({ word }) => word),
        candidates,
      );
  return await pageOf(rows, asked, 'near', { source: chooseOn('source'), target: chooseOn('target') });
}

/*
 * Paragraph ids are UUIDv7: a later document's sort later. So pages are cut by (paragraph, position), which neither repeats
 * nor hides a row when more comes in.
 *
 * What matches is found first, by the indexes of the words, and then put in order. For a page in order, PostgreSQL would rather
 * read sentences from the newest on until enough match, which for a word that is rare means all of them.
 */
async function select(
  db: Database,
  matches: RawBuilder<unknown>,
  { filter: { collection }, limit, after }: Asked,
): Promise<readonly FoundRow[]> {
  const inCollection = sql`exists (
    select from muwazi.paragraphs p join muwazi.documents d on d.id = p.document_id
    where p.id = s.paragraph_id and d.collection = ${collection}
  )`;
  const isAfter = sql`(s.paragraph_id < ${after?.paragraphId}::uuid
    or (s.paragraph_id = ${after?.paragraphId}::uuid and s.position > ${after?.position}::integer))`;
  const { rows } = await sql<FoundRow>`
    with found as materialized (
      select s.paragraph_id, s.position from muwazi.segments s
      where ${matches}
        and ${collection === undefined ? sql`true` : inCollection}
        and ${after === undefined ? sql`true` : isAfter}
    ),
    page as materialized (select * from found order by paragraph_id desc, position limit ${limit + 1})
    select d.id as "documentId", d.title, d.collection, p.id as "paragraphId", p.position as "paragraphPosition",
      s.position, s.source_text as "sourceText", s.target_text as "targetText"
    from page
    join muwazi.segments s using (paragraph_id, position)
    join muwazi.paragraphs p on p.id = s.paragraph_id
    join muwazi.documents d on d.id = p.document_id
    order by s.paragraph_id desc, s.position`.execute(db);
  return rows;
}

async function pageOf(
  rows: readonly FoundRow[],
  { limit }: Asked,
  kind: SearchKind,
  choose: Readonly<Record<Side, ChooseWords>>,
): Promise<FoundPage> {
  const shown = rows.slice(0, limit);
  const sources = shown.map((row) => row.sourceText);
  const targets = shown.map((row) => row.targetText);
  const inSources = await findHighlights(sources, choose.source);
  const inTargets = await findHighlights(targets, choose.target);
  const items = shown.map((row, index) => ({
    ...row,
    sourceHighlights: inSources[index] ?? [],
    targetHighlights: inTargets[index] ?? [],
  }));
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? writeSearchCursor({ ...last, kind }) : null;
  return { items, nextCursor, approximate: kind === 'near' && items.length > 0 };
}
