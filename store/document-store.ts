import type { AlignedRow } from '../core/alignment.ts';
import type {
  Document,
  DocumentAction,
  DocumentMetadata,
  DocumentPriority,
  DocumentStatus,
} from '../core/document.ts';
import type { SegmentFlag } from '../core/segment.ts';

/** A document as it comes in. The paragraphs with their gaps restore the source text exactly. */
export interface NewDocument extends DocumentMetadata {
  readonly paragraphs: readonly NewParagraph[];
  /** What follows the last paragraph. */
  readonly gapAfter: string;
  /** `normal` when absent. */
  readonly priority?: DocumentPriority;
  /** False: every sentence is translated anew, whatever the memory knows. True when absent. */
  readonly memory?: boolean;
  /** Who is told when it ends; absent or null nobody. */
  readonly webhookUrl?: string | null;
}

export interface NewParagraph {
  /** White space between the previous paragraph (or the beginning) and this one. */
  readonly gapBefore: string;
  readonly text: string;
}

/** Makes a submission one of a kind: who repeats it gets the first answer. */
export interface SubmissionKey {
  /** What the sender calls it; remembered for 24 hours. */
  readonly key: string;
  /** The same for the same content only. */
  readonly fingerprint: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Hand it back to get the next page; null on the last page. */
  readonly nextCursor: string | null;
}

/** What is absent selects nothing out. */
export interface DocumentFilter {
  readonly status?: DocumentStatus;
  readonly collection?: string;
  /** Documents that came in at this moment or later. */
  readonly createdFrom?: Date;
  /** Documents that came in before this moment. */
  readonly createdBefore?: Date;
  /** Documents with this warning on a sentence. */
  readonly flag?: SegmentFlag;
  /** 0–1, of the mean over the document's sentences; with either, a document without a confidence is left out. */
  readonly minConfidence?: number;
  readonly maxConfidence?: number;
  /** Words, the last of which may be only begun, in the title or in one sentence, on either side. */
  readonly words?: string;
}

/** `confidence`: the lowest first, unknown ones last. `size`: the largest first. `title`: by character, untitled ones last. */
export type DocumentSort = 'newest' | 'oldest' | 'title' | 'confidence' | 'size';

export interface Collection {
  readonly name: string;
  readonly documents: number;
}

export interface PageRequest {
  /** 1–500. */
  readonly limit: number;
  /** From an earlier page. Rejects with CURSOR_INVALID when it is not one of ours. */
  readonly cursor?: string;
}

/** Which segments of a document; what is absent leaves none out. */
export interface SegmentChoice {
  /** True: those with a warning other than `passthrough`, and no person's text. */
  readonly needsLook?: boolean;
  /** Those with this warning. */
  readonly flag?: SegmentFlag;
}

export interface SegmentPageRequest extends PageRequest {
  readonly choice?: SegmentChoice;
  /** How many of the chosen segments stand before the page. Not read where there is a cursor. 0 when absent. */
  readonly from?: number;
}

/** What the API knows of the store. Everything rejects with STORE_UNAVAILABLE when the database cannot be reached. */
export interface DocumentStore {
  /** Stores document and paragraphs (`queued`) in one transaction: all or nothing. */
  create(document: NewDocument): Promise<Document>;
  /**
   * Like `create`, once for all calls with this key: the others resolve with the same document as it was then.
   * Rejects with IDEMPOTENCY_KEY_REUSED when the key came with another fingerprint before, and with DOCUMENT_UNKNOWN when
   * the document it made was deleted.
   */
  createOnce(document: NewDocument, key: SubmissionKey): Promise<Document>;
  /** What `createOnce` would repeat, with its rejections; undefined when it would store the document. Stores nothing. */
  findSubmitted(key: SubmissionKey): Promise<Document | undefined>;
  /**
   * Does what is asked and resolves with the document as it is then; core/document.ts says where each action leads.
   * Rejects with DOCUMENT_UNKNOWN, and with DOCUMENT_ENDED where there is nothing left to act upon.
   */
  act(documentId: string, action: DocumentAction): Promise<Document>;
  find(documentId: string): Promise<Document | undefined>;
  /**
   * Stores the document under this id, unless one has it already: then it is that one, as it stands. However often and at
   * whatever moments it is called there is one document.
   */
  createAs(documentId: string, document: NewDocument): Promise<Document>;
  /** Newest first unless told. A cursor is good for the sort it came from. */
  list(filter: DocumentFilter, page: PageRequest & { readonly sort?: DocumentSort }): Promise<Page<Document>>;
  count(filter: DocumentFilter): Promise<number>;
  /** By name. */
  collections(): Promise<readonly Collection[]>;
  /** True when it was there. Paragraphs and segments go with it; running work on it is refused at its commit. */
  delete(documentId: string): Promise<boolean>;
  /** Segments in order of the text, those stored so far. Rejects with DOCUMENT_UNKNOWN. */
  listSegments(documentId: string, page: SegmentPageRequest): Promise<Page<AlignedRow>>;
  /** All rows stored so far in order of the text, read in batches: constant memory. */
  streamRows(documentId: string, options: { readonly signal: AbortSignal }): AsyncIterable<AlignedRow>;
  /**
   * Seconds until the document is done, from the speed of the last minutes and the work that stands before it;
   * null while no speed is known or when it is finished.
   */
  estimateSecondsLeft(documentId: string): Promise<number | null>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
}
