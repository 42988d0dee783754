import type { Logger } from '../core/logger.ts';
import { createBacklogStore } from './backlog/postgres-backlog-store.ts';
import { createChangeStore } from './changes/postgres-change-store.ts';
import { connectDatabase } from './database/connect-database.ts';
import type { Listener } from './database/listen-on-channel.ts';
import { warmPool } from './database/warm-pool.ts';
import { createDocumentStore } from './documents/postgres-document-store.ts';
import { createExportStore } from './exports/postgres-export-store.ts';
import { createGlossaryStore } from './glossaries/postgres-glossary-store.ts';
import { createKeyStore } from './keys/postgres-key-store.ts';
import { createTranslationMemory } from './memory/postgres-translation-memory.ts';
import { createOutboxStore } from './outbox/postgres-outbox-store.ts';
import { createParagraphStore } from './paragraphs/postgres-paragraph-store.ts';
import { createRevisionStore } from './revisions/postgres-revision-store.ts';
import { createSearchStore } from './search/postgres-search-store.ts';
import { createSessionStore } from './sessions/postgres-session-store.ts';
import type { Store } from './store.ts';
import { createWebhookStore } from './webhooks/postgres-webhook-store.ts';
import { createWorkStore } from './work/postgres-work-store.ts';
import { createWorkerRegistry } from './workers/postgres-worker-registry.ts';

export interface StoreOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  /** Of the pool; listening for outbox entries and for changes takes one more each. 10 when absent. */
  readonly maxConnections?: number;
  /** What warm() opens and idleness does not close. None when absent. */
  readonly keptConnections?: number;
}

/** Long enough for the deletion of a document of 10,000 paragraphs on a slow disk. */
const statementTimeoutMs = 10_000;

/** For a machine that has more to do than it can; a request may wait for a second only. */
const warmWithinMs = 20_000;

/** Opens a database that migrateStore() has prepared. Connects when first used. */
export function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, log, maxConnections = 10, keptConnections = 0 } = options;
  const limits = { maxConnections, keptConnections, statementTimeoutMs };
  const { db, pool } = connectDatabase({ databaseUrl, log, ...limits });
  const listeners = new Set<Listener>();
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await Promise.all([...listeners].map((listener) => listener.stop()));
    await pool.end();
  };
  return Promise.resolve({
    documents: createDocumentStore(db, pool),
    changes: createChangeStore({ db, databaseUrl, log, listeners }),
    exports: createExportStore(db),
    paragraphs: createParagraphStore(db),
    revisions: createRevisionStore(db),
    backlog: createBacklogStore(db),
    memory: createTranslationMemory(db),
    glossaries: createGlossaryStore(db),
    search: createSearchStore(db),
    outbox: createOutboxStore({ db, databaseUrl, log, listeners }),
    workers: createWorkerRegistry(db),
    work: createWorkStore(db),
    keys: createKeyStore(db),
    sessions: createSessionStore(db),
    webhooks: createWebhookStore(db),
    warm: () => warmPool(pool, warmWithinMs),
    close: () => (closed ??= close()),
  });
}
