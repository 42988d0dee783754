import type { ColumnType, GeneratedAlways, Kysely } from 'kysely';
import type { DocumentStatus, ParagraphHold, ParagraphStatus } from '../../core/document.ts';
import type { ErrorCode } from '../../core/error-catalogue.ts';
import type { Role } from '../../core/role.ts';
import type { SegmentFlag, SegmentOrigin } from '../../core/segment.ts';
import type { WorkTally } from '../../core/work-tally.ts';
import type { DeliveryStatus, WebhookEvent } from '../webhook-store.ts';
import type { WorkerStatus } from '../worker-registry.ts';

/** Set by the database when a row is inserted. */
type Defaulted<Type> = ColumnType<Type, Type | undefined, Type>;

/** The name of our schema in the database; BullMQ's PostgreSQL back end has its own beside it. */
export const schemaName = 'muwazi';

/** What the migrations make, as TypeScript sees it. Columns are explained where they are made. */
export interface Tables {
  readonly documents: DocumentsTable;
  readonly paragraphs: ParagraphsTable;
  readonly segments: SegmentsTable;
  readonly revisions: RevisionsTable;
  readonly idempotency_keys: IdempotencyKeysTable;
  readonly workers: WorkersTable;
  readonly work_slices: WorkSlicesTable;
  readonly api_keys: ApiKeysTable;
  readonly sessions: SessionsTable;
  readonly webhook_deliveries: WebhookDeliveriesTable;
  readonly deleted_documents: DeletedDocumentsTable;
  readonly glossaries: GlossariesTable;
  readonly glossary_terms: GlossaryTermsTable;
}

/** A connection to our tables; every query on it goes to our schema. */
export type Database = Kysely<Tables>;

export interface DocumentsTable {
  readonly id: string;
  readonly title: string | null;
  readonly source_url: string | null;
  readonly published_at: string | null;
  readonly collection: string | null;
  readonly external_id: string | null;
  readonly gap_after: string;
  readonly webhook_url: Defaulted<string | null>;
  readonly source_chars: number;
  readonly paragraphs_total: number;
  readonly paragraphs_queued: number;
  readonly paragraphs_running: Defaulted<number>;
  readonly paragraphs_done: Defaulted<number>;
  readonly paragraphs_failed: Defaulted<number>;
  readonly paragraphs_cancelled: Defaulted<number>;
  readonly chars_left: number;
  readonly priority: Defaulted<number>;
  readonly paused: Defaulted<boolean>;
  readonly memory: Defaulted<boolean>;
  readonly status: GeneratedAlways<DocumentStatus>;
  readonly change: GeneratedAlways<string>;
  readonly created_at: Defaulted<Date>;
  readonly started_at: Defaulted<Date | null>;
  readonly finished_at: Defaulted<Date | null>;
  readonly revised_at: Defaulted<Date | null>;
  readonly segments_total: Defaulted<number>;
  readonly segments_to_look_at: Defaulted<number>;
  readonly confidence_sum: Defaulted<number>;
  readonly confidence_count: Defaulted<number>;
  readonly flags: Defaulted<readonly SegmentFlag[]>;
  readonly confidence: GeneratedAlways<number | null>;
  readonly folded_title: GeneratedAlways<string | null>;
}

export interface ParagraphsTable {
  readonly id: string;
  readonly document_id: string;
  readonly position: number;
  readonly gap_before: string;
  readonly text: string;
  readonly document_start: number;
  readonly source_chars: number;
  readonly priority: Defaulted<number>;
  readonly status: Defaulted<ParagraphStatus>;
  readonly hold: Defaulted<ParagraphHold | null>;
  readonly attempt: Defaulted<number>;
  readonly generation: Defaulted<number>;
  readonly handed_over_at: Defaulted<Date | null>;
  readonly error_code: Defaulted<ErrorCode | null>;
  readonly started_at: Defaulted<Date | null>;
  readonly finished_at: Defaulted<Date | null>;
}

export interface IdempotencyKeysTable {
  readonly key: string;
  readonly fingerprint: string;
  readonly document_id: string;
  readonly created_at: Defaulted<Date>;
}

export interface SegmentsTable {
  readonly paragraph_id: string;
  readonly position: number;
  readonly start_offset: number;
  readonly end_offset: number;
  readonly source_text: string;
  readonly target_text: string;
  readonly confidence: number | null;
  readonly flags: readonly SegmentFlag[];
  readonly origin: SegmentOrigin;
  readonly model_id: string | null;
  readonly model_revision: string | null;
  readonly memory_key: Buffer | null;
  readonly terms_key: Buffer | null;
  readonly revision: Defaulted<number>;
  readonly created_at: Defaulted<Date>;
}

export interface RevisionsTable {
  readonly paragraph_id: string;
  readonly position: number;
  readonly revision: number;
  readonly source_text: string;
  readonly target_text: string;
  readonly confidence: number | null;
  readonly flags: readonly SegmentFlag[];
  readonly origin: SegmentOrigin;
  readonly model_id: string | null;
  readonly model_revision: string | null;
  readonly author: string | null;
  readonly created_at: Defaulted<Date>;
}

export interface WorkersTable {
  readonly worker_id: string;
  readonly pid: number;
  readonly host: string;
  readonly status: WorkerStatus;
  readonly model_id: string | null;
  readonly model_revision: string | null;
  readonly threads: number;
  readonly resident_memory: number;
  readonly error_code: ErrorCode | null;
  readonly error_message: string | null;
  /** Sent as JSON text. */
  readonly tally: ColumnType<WorkTally | null, string | null, string | null>;
  /** Sent as JSON text; times are ISO 8601. */
  readonly in_work: ColumnType<readonly InWorkJson[] | null, string | null, string | null>;
  readonly started_at: Date;
  readonly seen_at: Defaulted<Date>;
}

export interface InWorkJson {
  readonly documentId: string;
  readonly paragraphId: string;
  readonly startedAt: string;
}

export interface WorkSlicesTable {
  readonly at: Date;
  readonly worker_id: string;
  readonly host: string;
  readonly model_id: string;
  readonly model_revision: string;
  readonly sentences: number;
  readonly remembered: number;
  readonly source_chars: number;
  readonly translated_chars: number;
  readonly target_tokens: number;
  readonly busy_ms: number;
}

export interface ApiKeysTable {
  readonly id: string;
  readonly secret_hash: Buffer;
  readonly name: string;
  readonly role: Role;
  readonly requests_per_minute: number | null;
  /** The driver reads bigint as text. */
  readonly bytes_per_day: ColumnType<string | null, number | null, number | null>;
  readonly created_at: Defaulted<Date>;
  readonly expires_at: Date | null;
  readonly revoked_at: Defaulted<Date | null>;
  readonly last_used_at: Defaulted<Date | null>;
  readonly day: Defaulted<Date>;
  readonly bytes_today: ColumnType<string, number | undefined, number>;
}

export interface GlossariesTable {
  readonly collection: string;
  /** The driver reads bigint as text. */
  readonly revision: string;
  readonly terms: number;
  readonly changed_at: Defaulted<Date>;
}

export interface GlossaryTermsTable {
  readonly collection: string;
  readonly key: string;
  readonly source: string;
  readonly target: string;
  readonly note: string | null;
}

export interface SessionsTable {
  readonly token_hash: Buffer;
  readonly key_id: string;
  readonly created_at: Defaulted<Date>;
  readonly expires_at: Date;
}

/** Rows are written by a trigger on `documents`. */
export interface WebhookDeliveriesTable {
  readonly id: Defaulted<string>;
  readonly document_id: string;
  readonly event: WebhookEvent;
  readonly url: string;
  readonly status: Defaulted<DeliveryStatus>;
  readonly attempts: Defaulted<number>;
  readonly last_status: Defaulted<number | null>;
  readonly last_error: Defaulted<string | null>;
  readonly created_at: Defaulted<Date>;
  readonly last_tried_at: Defaulted<Date | null>;
  readonly handed_over_at: Defaulted<Date | null>;
}

/** Rows are written, and forgotten, by a trigger on `documents`. */
export interface DeletedDocumentsTable {
  readonly change: GeneratedAlways<string>;
  readonly id: string;
  readonly deleted_at: Defaulted<Date>;
  readonly older_forgotten: Defaulted<boolean>;
}
