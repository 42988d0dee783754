import type { Document } from '../core/document.ts';

/** A document as it stands. */
export interface ChangedDocument {
  readonly document: Document;
  /** A whole number in decimal digits; higher with every change, over all documents. */
  readonly change: string;
}

/** How one learns that documents change: by any process, in any way. Rejects with STORE_UNAVAILABLE. */
export interface ChangeStore {
  /**
   * Calls back with the document's id soon after each change is committed, deletion included; and with null when changes may
   * have been missed because the connection was lost. Returns a stop function.
   */
  onChange(callback: (documentId: string | null) => void): Promise<() => Promise<void>>;
  /** Those of the documents that exist, in the order of their changes. */
  read(documentIds: readonly string[]): Promise<readonly ChangedDocument[]>;
  /**
   * Documents that changed after `change`, in the order of their last changes, and perhaps some that changed shortly before:
   * what was committed late is then not missed. At most `limit` of them, the first ones.
   */
  since(change: string, limit: number): Promise<readonly ChangedDocument[]>;
}
