import { sql } from 'kysely';
import type { Logger } from '../../core/logger.ts';
import type { Change, ChangeStore, DeletedDocument } from '../change-store.ts';
import { listenOnChannel, type Listener } from '../database/listen-on-channel.ts';
import type { Database } from '../database/tables.ts';
import { selectDocuments } from '../documents/select-documents.ts';
import { toDocument } from '../documents/document-row.ts';

/** As the trigger of migration 0007 has it. */
const changesChannel = 'muwazi_changes';

/** Changes that can be under way at the same time: far more than there are connections. */
const lateChanges = 1_000;

export interface ChangesOptions {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly log: Logger;
  /** Listeners that the store has to stop when it closes. */
  readonly listeners: Set<Listener>;
}

export function createChangeStore({ db, databaseUrl, log, listeners }: ChangesOptions): ChangeStore {
  return {
    onChange: async (callback) => {
      const listener = listenOnChannel({ databaseUrl, log, channel: changesChannel, callback });
      listeners.add(listener);
      await listener.firstTry;
      return async () => {
        listeners.delete(listener);
        await listener.stop();
      };
    },
    read: (documentIds) => read(db, documentIds),
    since: (change, limit) => since(db, change, limit),
  };
}

async function read(db: Database, documentIds: readonly string[]): Promise<readonly Change[]> {
  const isAsked = sql<string>`any(${documentIds}::uuid[])`;
  const standing = await selectDocuments(db).select('change').where('id', '=', isAsked).execute();
  const deleted = await selectDeleted(db).where('id', '=', isAsked).execute();
  return inOrder(standing, deleted);
}

async function since(db: Database, change: string, limit: number): Promise<readonly Change[] | undefined> {
  const from = sql<string>`${change}::bigint - ${lateChanges}`;
  const forgotten = await db
    .selectFrom('deleted_documents')
    .select('change')
    .where('older_forgotten', '=', true)
    .where('change', '>', change)
    .limit(1)
    .executeTakeFirst();
  if (forgotten !== undefined) return undefined;
  const standing = await selectDocuments(db)
    .select('change')
    .where('change', '>', from)
    .orderBy('change')
    .limit(limit)
    .execute();
  const deleted = await selectDeleted(db).where('change', '>', from).orderBy('change').limit(limit).execute();
  return inOrder(standing, deleted).slice(0, limit);
}

function selectDeleted(db: Database) {
  return db.selectFrom('deleted_documents').select(['id as deletedId', 'change']);
}

type ChangedRow = Parameters<typeof toDocument>[0] & { readonly change: string };

function inOrder(standing: readonly ChangedRow[], deleted: readonly DeletedDocument[]): readonly Change[] {
  const documents = standing.map((row) => ({ document: toDocument(row), change: row.change }));
  return [...documents, ...deleted].sort((one, other) =>
    BigInt(one.change) < BigInt(other.change) ? -1 : 1,
  );
}
