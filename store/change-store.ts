import type { Document } from '../core/document.ts';

/** A document as it stands. */
export interface ChangedDocument {
  readonly document: Document;
  /** A whole number in decimal digits; higher with every change, over all documents. */
  readonly change: string;
}

/** What is left of a document that was deleted, for a week. */
export interface DeletedDocument {
  readonly deletedId: string;
  readonly change: string;
}

export type Change = ChangedDocument | DeletedDocument;

/** How one learns that documents change: by any process, in any way. Rejects with STORE_UNAVAILABLE. */
export interface ChangeStore {
  /**
   * Calls back with the document's id soon after each change is committed, deletion included; and with null when changes may
   * have been missed because the connection was lost. Returns a stop function.
   */
  onChange(callback: (documentId: string | null) => void): Promise<() => Promise<void>>;
  /** What became of the documents last, in this order; nothing of those that nobody knows, or that were deleted long ago. */
  read(documentIds: readonly string[]): Promise<readonly Change[]>;
  /**
   * Documents that changed or were deleted after `change`, in the order of their last changes, and perhaps some that changed
   * shortly before: what was committed late is then not missed. At most `limit` of them, the first ones. Undefined when it is
   * so long ago that nobody remembers what was deleted since.
   */
  since(change: string, limit: number): Promise<readonly Change[] | undefined>;
}
