import { sql } from 'kysely';
import { appError } from '../../core/app-error.ts';
import type { GlossaryEntry } from '../../core/glossary.ts';
import type { Database } from '../database/tables.ts';
import type {
  Glossary,
  GlossaryChange,
  GlossaryStore,
  GlossarySummary,
  GlossaryWrite,
  KeyedEntry,
} from '../glossary-store.ts';

export function createGlossaryStore(db: Database): GlossaryStore {
  return {
    list: () => list(db),
    read: (collection) => read(db, collection),
    write: (wanted) => db.transaction().execute((trx) => write(trx, wanted)),
    delete: async (collection) => {
      const gone = await db.deleteFrom('glossaries').where('collection', '=', collection).executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },
  };
}

async function list(db: Database): Promise<readonly GlossarySummary[]> {
  const rows = await db.selectFrom('glossaries').selectAll().orderBy('collection').execute();
  return rows.map(({ collection, revision, terms, changed_at: changedAt }) => ({
    collection,
    revision: Number(revision),
    terms,
    changedAt,
  }));
}

interface GlossaryRow {
  readonly revision: string;
  readonly changed_at: Date;
  readonly terms: readonly GlossaryEntry[];
}

/** One statement, so that terms and revision belong together. */
async function read(db: Database, collection: string): Promise<Glossary | undefined> {
  const { rows } = await sql<GlossaryRow>`
    select g.revision, g.changed_at, (
      select coalesce(
        json_agg(json_build_object('source', t.source, 'target', t.target, 'note', t.note) order by t.key), '[]')
      from muwazi.glossary_terms t where t.collection = g.collection
    ) as terms
    from muwazi.glossaries g where g.collection = ${collection}`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  return { collection, revision: Number(row.revision), changedAt: row.changed_at, terms: row.terms };
}

async function write(
  trx: Database,
  { collection, terms, mode, basedOn, mostTerms }: GlossaryWrite,
): Promise<GlossaryChange> {
  const standing = await lock(trx, collection);
  if (basedOn !== null && basedOn !== standing)
    throw appError('GLOSSARY_CHANGED', [basedOn, standing], { details: { basedOn, revision: standing } });
  const before = await keyedEntriesOf(trx, collection);
  const given = new Set(terms.map(({ key }) => key));
  const removed = mode === 'merge' ? [] : [...before.keys()].filter((key) => !given.has(key));
  const added = terms.filter(({ key }) => !before.has(key));
  const changed = terms.filter((term) => isChanged(before.get(term.key), term));
  const counts = {
    terms: before.size + added.length - removed.length,
    added: added.length,
    changed: changed.length,
    unchanged: terms.length - added.length - changed.length,
    removed: removed.length,
  };
  if (counts.terms > mostTerms) throw appError('GLOSSARY_TOO_LARGE', [mostTerms], { details: { mostTerms } });
  if (added.length + changed.length + removed.length === 0) return { revision: standing, ...counts };
  if (removed.length > 0) {
    await sql`delete from muwazi.glossary_terms
      where collection = ${collection} and key = any(${removed}::text[])`.execute(trx);
  }
  await upsert(trx, collection, [...added, ...changed]);
  const { revision } = await trx
    .updateTable('glossaries')
    .set({ revision: nextRevision, terms: counts.terms, changed_at: sql<Date>`now()` })
    .where('collection', '=', collection)
    .returning('revision')
    .executeTakeFirstOrThrow();
  return { revision: Number(revision), ...counts };
}

const nextRevision = sql<string>`nextval('muwazi.glossary_revisions')`;

/** Writers of one glossary wait for each other here. Resolves with the revision that stands; 0 where there was none. */
async function lock(trx: Database, collection: string): Promise<number> {
  const { rows } = await sql<{ readonly revision: string }>`
    insert into muwazi.glossaries (collection, revision, terms) values (${collection}, 0, 0)
    on conflict (collection) do update set revision = glossaries.revision
    returning revision`.execute(trx);
  return Number(rows[0]?.revision ?? 0);
}

async function keyedEntriesOf(trx: Database, collection: string): Promise<ReadonlyMap<string, KeyedEntry>> {
  const rows = await trx
    .selectFrom('glossary_terms')
    .select(['key', 'source', 'target', 'note'])
    .where('collection', '=', collection)
    .execute();
  return new Map(rows.map((row) => [row.key, row]));
}

function isChanged(before: KeyedEntry | undefined, { source, target, note }: KeyedEntry): boolean {
  if (before === undefined) return false;
  return before.source !== source || before.target !== target || before.note !== note;
}

async function upsert(trx: Database, collection: string, terms: readonly KeyedEntry[]): Promise<void> {
  await sql`
    insert into muwazi.glossary_terms (collection, key, source, target, note)
    select ${collection}::text, * from unnest(
      ${terms.map(({ key }) => key)}::text[],
      ${terms.map(({ source }) => source)}::text[],
      ${terms.map(({ target }) => target)}::text[],
      ${terms.map(({ note }) => note)}::text[]
    )
    on conflict (collection, key) do update
    set source = excluded.source, target = excluded.target, note = excluded.note`.execute(trx);
}
