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

export interface SearchFilter {
  readonly collection?: string;
}

export interface FoundPage extends Page<FoundSegment> {
  /** Nothing has the words of the query; these have words that are nearly so written. */
  readonly approximate: boolean;
}

export interface SearchStore {
  /**
   * Segments whose source or whose target has all words of `query`, in any of their forms; newest document first.
   * `"…"` holds words together, `-` leaves out, `or` chooses. Where there are none, those with words near each of the query's
   * (Arabic ones in the source, others in the target), as far as the database has pg_trgm. Rejects with CURSOR_INVALID.
   */
  search(query: string, filter: SearchFilter, page: PageRequest): Promise<FoundPage>;
}
