import type { ErrorCode } from './error-catalogue.ts';

/**
 * A paragraph is `queued`, then `running`, then `done` or `failed`; the arrows stand in workers/translate-paragraph.ts.
 */
export const paragraphStatuses = ['queued', 'running', 'done', 'failed'] as const;
export type ParagraphStatus = (typeof paragraphStatuses)[number];

/**
 * A document is what its paragraphs are: `queued` while none has begun, `running` while some are unfinished,
 * `done` when all are done, `failed` when all are finished and at least one failed.
 */
export const documentStatuses = ['queued', 'running', 'done', 'failed'] as const;
export type DocumentStatus = (typeof documentStatuses)[number];

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
}

export interface Document extends DocumentMetadata {
  readonly id: string;
  readonly status: DocumentStatus;
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
  /** Why paragraphs failed, one entry per code; empty unless `failed` counts some. */
  readonly errors: readonly { readonly code: ErrorCode; readonly paragraphs: number }[];
}
