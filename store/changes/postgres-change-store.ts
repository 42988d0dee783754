import { sql } from 'kysely';
import type { Logger } from '../../core/logger.ts';
import type { ChangedDocument, ChangeStore } from '../change-store.ts';
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

async function read(db: Database, documentIds: readonly string[]): Promise<readonly ChangedDocument[]> {
  const rows = await selectDocuments(db)
    .select('change')
    .where('id', '=', sql<string>`any(${documentIds}::uuid[])`)
    .orderBy('change')
    .execute();
  return rows.map((row) => ({ document: toDocument(row), change: row.change }));
}

async function since(db: Database, change: string, limit: number): Promise<readonly ChangedDocument[]> {
  const rows = await selectDocuments(db)
    .select('change')
    .where('change', '>', sql<string>`${change}::bigint - ${lateChanges}`)
    .orderBy('change')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ document: toDocument(row), change: row.change }));
}
