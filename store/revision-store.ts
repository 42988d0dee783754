import type { JudgedEdit, SegmentEdit } from '../core/segment-edit.ts';

/** People's texts beside the machine's. */
export interface RevisionStore {
  /**
   * Judges the edits (core/judge-edits.ts) against what is stored and stores those that hold, each as a new revision with
   * `origin: human`; the text it replaces is kept. One transaction: all that can be applied, or nothing. Imports into one
   * document go one after the other; the later one sees what the earlier one did.
   *
   * Rejects with DOCUMENT_UNKNOWN, with IMPORT_DOCUMENT_RUNNING while the document is not finished.
   *
   * @param author who edited, as the sender says; null when nobody says
   * @returns one verdict a segment, in no particular order
   */
  apply(
    documentId: string,
    edits: readonly SegmentEdit[],
    options: { readonly author: string | null },
  ): Promise<readonly JudgedEdit[]>;
}
