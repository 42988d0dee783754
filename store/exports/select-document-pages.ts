import { sql } from 'kysely';
import type { Document } from '../../core/document.ts';
import type { Database } from '../database/tables.ts';
import { toDocument } from '../documents/document-row.ts';
import { selectDocuments } from '../documents/select-documents.ts';
import type { ExportSelection } from '../export-store.ts';
import { isSelectedDocument, isSelectedSegment, selectsRows } from './is-selected.ts';

/** Documents looked at in one statement: what it costs to look for rows in them stays bounded. */
const documentsPerPage = 100;

/** A document, with what its text ends with. */
export interface StoredDocument {
  readonly document: Document;
  readonly gapAfter: string;
}

/** The selected documents that ended by `asOf` or have not ended, oldest first, a page at a time; pages may be empty. */
export async function* selectDocumentPages(
  db: Database,
  selection: ExportSelection,
  asOf: Date,
): AsyncGenerator<readonly StoredDocument[], void, undefined> {
  let last: Document | undefined;
  for (;;) {
    const page = await selectPage(db, selection, asOf, last);
    yield page.filter(({ hasRows }) => hasRows);
    last = page.at(-1)?.document;
    if (page.length < documentsPerPage) return;
  }
}

async function selectPage(
  db: Database,
  selection: ExportSelection,
  asOf: Date,
  after: Document | undefined,
): Promise<readonly (StoredDocument & { readonly hasRows: boolean })[]> {
  let query = selectDocuments(db)
    .select(['gap_after', hasSelectedRows(selection).as('has_rows')])
    .where(isSelectedDocument(selection))
    .where((eb) => eb.or([eb('finished_at', 'is', null), eb('finished_at', '<=', asOf)]))
    .orderBy('created_at')
    .orderBy('id')
    .limit(documentsPerPage);
  if (after !== undefined) {
    const { createdAt, id } = after;
    query = query.where((eb) => eb(eb.refTuple('created_at', 'id'), '>', eb.tuple(createdAt, id)));
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    document: toDocument(row),
    gapAfter: row.gap_after,
    hasRows: row.has_rows,
  }));
}

/** Without a choice of rows every document is wanted, also one that has none. */
function hasSelectedRows(selection: ExportSelection) {
  if (!selectsRows(selection)) return sql<boolean>`true`;
  return sql<boolean>`exists (
    select from muwazi.paragraphs join muwazi.segments on segments.paragraph_id = paragraphs.id
    where paragraphs.document_id = documents.id and paragraphs.status = 'done' and ${isSelectedSegment(selection)})`;
}
