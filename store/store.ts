import type { BacklogStore } from './backlog-store.ts';
import type { ChangeStore } from './change-store.ts';
import type { DocumentStore } from './document-store.ts';
import type { ExportStore } from './export-store.ts';
import type { GlossaryStore } from './glossary-store.ts';
import type { KeyStore } from './key-store.ts';
import type { OutboxStore } from './outbox-store.ts';
import type { ParagraphStore } from './paragraph-store.ts';
import type { RevisionStore } from './revision-store.ts';
import type { SearchStore } from './search-store.ts';
import type { SessionStore } from './session-store.ts';
import type { TranslationMemory } from './translation-memory.ts';
import type { WebhookStore } from './webhook-store.ts';
import type { WorkerRegistry } from './worker-registry.ts';
import type { WorkStore } from './work-store.ts';

/**
 * One database, opened: each kind of caller gets the part it knows. All parts share one pool of connections.
 *
 * A connection that is lost is replaced; calls reject with STORE_UNAVAILABLE while the database is away and work again
 * when it is back.
 */
export interface Store {
  readonly documents: DocumentStore;
  readonly changes: ChangeStore;
  readonly exports: ExportStore;
  readonly paragraphs: ParagraphStore;
  readonly revisions: RevisionStore;
  readonly backlog: BacklogStore;
  readonly memory: TranslationMemory;
  readonly glossaries: GlossaryStore;
  readonly search: SearchStore;
  readonly outbox: OutboxStore;
  readonly workers: WorkerRegistry;
  readonly work: WorkStore;
  readonly keys: KeyStore;
  readonly sessions: SessionStore;
  readonly webhooks: WebhookStore;
  /** Opens the connections that are kept, so that the first calls need not wait for them. Never rejects; takes 20 s at most. */
  warm(): Promise<void>;
  /** Waits for calls in work, then closes every connection. May be called twice. */
  close(): Promise<void>;
}
