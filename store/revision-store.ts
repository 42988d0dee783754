import type { JudgedEdit, SegmentEdit } from '../core/segment-edit.ts';
import type { PostEdit, PostEditOutcome, SegmentRevision } from '../core/segment-revision.ts';

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

  /**
   * One segment, as somebody corrects or accepts it (core/segment-revision.ts): `origin: human` with the next number, the
   * text it replaces is kept. Also while other paragraphs of the document are still in work. Resolves with what stands then;
   * after a `conflict` that is what stood before. Rejects with DOCUMENT_UNKNOWN and with SEGMENT_UNKNOWN.
   */
  edit(
    documentId: string,
    edit: PostEdit,
    options: { readonly author: string | null },
  ): Promise<{ readonly outcome: PostEditOutcome; readonly standing: SegmentRevision }>;
  /**
   * The texts that a segment has had, newest first, `limit` at most. A machine's text that was replaced by the same machine's
   * is among them. Rejects with DOCUMENT_UNKNOWN and SEGMENT_UNKNOWN.
   */
  list(
    documentId: string,
    segmentId: string,
    options: { readonly limit: number },
  ): Promise<readonly SegmentRevision[]>;
}
