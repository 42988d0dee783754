import type { ErrorCode } from './error-catalogue.ts';

/**
 * A paragraph is `queued`, then `running`, then `done` or `failed`; the arrows stand in workers/translate-paragraph.ts.
 * `cancelled`: somebody cancelled its document before a worker had it.
 */
export const paragraphStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type ParagraphStatus = (typeof paragraphStatuses)[number];

/** Why an unfinished paragraph is not to be worked on: until its document is resumed, or for good. */
export type ParagraphHold = 'paused' | 'cancelled';

/*
 * A document is what its paragraphs are, and what people do with it:
 *
 *   queued ──a paragraph is claimed──► running ──the last one ends──► done        all are done
 *     │  ▲                              │  ▲                    ├───► failed      one failed, none was cancelled
 *     │  └────────── resume ───────┐    │  │                    └───► cancelled   one was cancelled
 *     └─────────── pause ──────► paused ◄──┘ (and back by resume)
 *
 *   cancel   of queued, running, paused: what waits is cancelled, what a worker has is finished. So a document whose last
 *            paragraphs are all with workers can still end as done
 *   pause    of queued, running: what waits is not begun, what a worker has is finished; if that was all, the document ends
 *   retry    of failed (or of what failed so far): those paragraphs are queued again, and nothing else
 *
 * Asking for what is so already changes nothing. What has ended stays as it ended, except by retry.
 */

/** `queued` while no paragraph has begun; `failed` and `cancelled` documents keep what was translated. */
export const documentStatuses = ['queued', 'running', 'paused', 'done', 'failed', 'cancelled'] as const;
export type DocumentStatus = (typeof documentStatuses)[number];

/** What people can ask for; the state machine above says where it leads. */
export const documentActions = ['cancel', 'pause', 'resume', 'retry'] as const;
export type DocumentAction = (typeof documentActions)[number];

/**
 * Whose turn it is, first to last: a person waits for it; it is wanted today; a collection that may take its time.
 * Strict: work of a later kind begins only where none of an earlier kind waits.
 */
export const documentPriorities = ['interactive', 'normal', 'bulk'] as const;
export type DocumentPriority = (typeof documentPriorities)[number];

/** What the person who sends an article says about it; the store keeps it as it is. */
export interface DocumentMetadata {
  readonly title: string | null;
  readonly sourceUrl: string | null;
  /** When the article was published; ISO 8601. */
  readonly publishedAt: string | null;
  /** A label to filter and export by. */
  readonly collection: string | null;
  /** The sender's own id for the article. */
  readonly externalId: string | null;
}

/** Paragraphs of a document, by status. */
export interface ParagraphCounts {
  readonly total: number;
  readonly queued: number;
  readonly running: number;
  readonly done: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** What the sentences of a document amount to, those translated so far. */
export interface SegmentSummary {
  readonly total: number;
  /** With a warning other than `passthrough`, and not decided about by a person. */
  readonly needsLook: number;
  /** 0–1, over the sentences whose confidence is known; null without any. */
  readonly meanConfidence: number | null;
}

export interface Document extends DocumentMetadata {
  readonly id: string;
  readonly status: DocumentStatus;
  readonly priority: DocumentPriority;
  readonly paragraphs: ParagraphCounts;
  /** UTF-16 code units of the whole source text. */
  readonly sourceChars: number;
  readonly createdAt: Date;
  /** When the first paragraph began; null while all wait. */
  readonly startedAt: Date | null;
  /** When the last paragraph ended; null before. */
  readonly finishedAt: Date | null;
  /** When target texts were last revised by people; later with every revision. Null while none was. */
  readonly revisedAt: Date | null;
  readonly segments: SegmentSummary;
  /** Why paragraphs failed, one entry per code; empty unless `failed` counts some. */
  readonly errors: readonly { readonly code: ErrorCode; readonly paragraphs: number }[];
}
