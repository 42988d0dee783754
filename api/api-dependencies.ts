import type { Logger } from '../core/logger.ts';
import type { ModelComparer } from '../core/model-comparison.ts';
import type { ModelShelf } from '../core/model-shelf.ts';
import type { ArticleExtractor } from '../extracts/article-extractor.ts';
import type { BoardQueue } from '../queue/board-queues.ts';
import type { ParagraphProducer, ParagraphQueue } from '../queue/paragraph-queue.ts';
import type { BacklogStore } from '../store/backlog-store.ts';
import type { ChangeStore } from '../store/change-store.ts';
import type { DocumentStore } from '../store/document-store.ts';
import type { ExportStore } from '../store/export-store.ts';
import type { GlossaryStore } from '../store/glossary-store.ts';
import type { RevisionStore } from '../store/revision-store.ts';
import type { KeyStore } from '../store/key-store.ts';
import type { SessionStore } from '../store/session-store.ts';
import type { WebhookStore } from '../store/webhook-store.ts';
import type { SearchStore } from '../store/search-store.ts';
import type { WorkerRegistry } from '../store/worker-registry.ts';
import type { WorkStore } from '../store/work-store.ts';
import type { PaceIntakeOptions } from './documents/pace-intake.ts';
import type { AccessRules } from './auth/access-rules.ts';

/** All that the API needs of the rest of the house; a main.ts brings it, and closes it after the app. */
export interface ApiDependencies {
  readonly documents: DocumentStore;
  readonly changes: ChangeStore;
  readonly exports: ExportStore;
  readonly models: ModelShelf;
  readonly comparer: ModelComparer;
  /** Whether the settings name a model, so that choosing another one changes nothing. */
  readonly modelIsFixed: boolean;
  /** The article that ships with Muwazi. */
  readonly readSample: () => Promise<string>;
  /** Reads the files of uploads. */
  readonly extractor: ArticleExtractor;
  readonly revisions: RevisionStore;
  readonly workers: Pick<WorkerRegistry, 'list'>;
  readonly search: SearchStore;
  readonly glossaries: GlossaryStore;
  readonly backlog: BacklogStore;
  readonly work: WorkStore;
  /** Where the queue is. */
  readonly backend: ParagraphQueue['backend'];
  readonly producer: Pick<ParagraphProducer, 'ping' | 'counts'>;
  /** The raw jobs, for bull-board. */
  readonly boardQueues: readonly BoardQueue[];
  readonly webhooks: Pick<WebhookStore, 'list'>;
  /** Whether anybody delivers them: there is a secret to sign with. */
  readonly sendsWebhooks: boolean;
  readonly keys: Pick<KeyStore, 'recognise' | 'status' | 'recordUse'>;
  readonly sessions: SessionStore;
  readonly access: AccessRules;
  readonly log: Logger;
  /** Paragraphs that may wait before documents are refused with QUEUE_FULL; no limit unless told. */
  readonly maxWaitingParagraphs?: number;
  /** How far documents that come in stand back for workers on the same machine (documents/pace-intake.ts); not at all unless told. */
  readonly intakePace?: Pick<PaceIntakeOptions, 'restRatio' | 'mostResting'>;
  /** How long a caller of `/v1/translate` waits at most; 30,000 unless told. */
  readonly translateWithinMs?: number;
  /** Between two signs of life on a stream of events; 15,000 unless told. */
  readonly heartbeatMs?: number;
  /** Holds the built web interface; without one, the pages' addresses lead nowhere. */
  readonly webDirectory?: string;
  /** Muwazi's, as files that are downloaded name it. */
  readonly version: string;
  /** The wall clock; only tests give another. */
  readonly now?: () => Date;
}
