/** What a collection wants an Arabic term to be called in English. Either side may have several words. */
export interface GlossaryTerm {
  readonly source: string;
  readonly target: string;
}

/** A term as people keep it. */
export interface GlossaryEntry extends GlossaryTerm {
  /** For people; a model never sees it. */
  readonly note: string | null;
}
