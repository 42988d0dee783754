import type { Page, PageRequest } from './document-store.ts';

/** Half-open, in UTF-16 code units. */
export interface Highlight {
  readonly start: number;
  readonly end: number;
}

/** A segment that was found, with the words that it was found by. */
export interface FoundSegment {
  readonly documentId: string;
  readonly title: string | null;
  readonly collection: string | null;
  readonly paragraphId: string;
  readonly paragraphPosition: number;
  readonly position: number;
  readonly sourceText: string;
  readonly targetText: string;
  readonly sourceHighlights: readonly Highlight[];
  readonly targetHighlights: readonly Highlight[];
}

export interface SearchStore {
  /**
   * Segments whose source or whose target has all words of `query`, in any of their forms; newest document first.
   * `"…"` holds words together, `-` leaves out, `or` chooses. Rejects with CURSOR_INVALID.
   */
  search(
    query: string,
    filter: { readonly collection?: string },
    page: PageRequest,
  ): Promise<Page<FoundSegment>>;
}
