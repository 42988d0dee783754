/** What a collection wants an Arabic term to be called in English. Either side may have several words. */
export interface GlossaryTerm {
  readonly source: string;
  readonly target: string;
}
