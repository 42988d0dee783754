import type { AlignedRow } from '../core/alignment.ts';
import type { Document, DocumentStatus } from '../core/document.ts';
import type { SegmentFlag } from '../core/segment.ts';

/** Which documents, and which of their rows. What is absent selects nothing out. */
export interface ExportSelection {
  readonly status: DocumentStatus;
  readonly collection?: string;
  /** Only these documents. */
  readonly ids?: readonly string[];
  /** Documents that came in at this moment or later. */
  readonly createdFrom?: Date;
  /** Documents that came in before this moment. */
  readonly createdBefore?: Date;
  /** 0–1: without rows of which the model was less sure. Rows that no model wrote have no confidence and stay. */
  readonly minConfidence?: number;
  /** Only rows with this warning. */
  readonly flag?: SegmentFlag;
}

/** What a selection is at one moment, without its rows. */
export interface SelectionState {
  /** Another one whenever a document of the selection comes, goes, gets on, or has a text revised. */
  readonly fingerprint: string;
  /** When it was looked at, by the database's clock. */
  readonly asOf: Date;
  /** When the newest document ended or the newest text was revised; null with no such document, and while some are at work. */
  readonly changedAt: Date | null;
}

/** A document and its rows, in the order of its text. */
export interface SelectedDocument {
  readonly document: Document;
  readonly rows: AsyncIterable<AlignedRow>;
}

/** Reading many documents, for files. Everything rejects with STORE_UNAVAILABLE when the database cannot be reached. */
export interface ExportStore {
  /** Reads documents only, however many rows they have. */
  inspect(selection: ExportSelection): Promise<SelectionState>;
  /**
   * The selected documents, in the order they came in; with a choice of rows, only those of which a row is left. Each one's
   * rows are read once, to the end, before the next document.
   *
   * The set is that of `asOf`: what ends later is not in it. Read in batches and without a transaction, so a slow
   * reader holds neither a connection nor the database's clean-up; what a person revises meanwhile is read in its old
   * or new text, and each row says by its `revision` which. Documents deleted before their turn are left out; one that
   * is deleted in its midst makes the reading reject with DOCUMENT_UNKNOWN. Rejects with `signal`'s reason when it aborts.
   */
  stream(
    selection: ExportSelection,
    options: { readonly asOf: Date; readonly signal: AbortSignal },
  ): AsyncIterable<SelectedDocument>;
}
