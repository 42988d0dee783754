/** What a collection wants an Arabic term to be called in English. Either side may have several words. */
export interface GlossaryTerm {
  readonly source: string;
  readonly target: string;
}

/**
 * The terms of one collection as they stood at one moment. The same object for the same moment, so that what is built from
 * it can be kept beside it.
 */
export interface Glossary {
  readonly terms: readonly GlossaryTerm[];
}

/** The most that one glossary may hold. */
export const glossaryLimits = {
  /** More than the style book of any agency; a worker holds them all while it works for the collection. */
  terms: 10_000,
  /** Of either side, in UTF-16 code units. About 30 tokens, each of which costs the search a hypothesis. */
  termChars: 100,
  /** Bytes of a file of terms. */
  importBytes: 16 * 1024 * 1024,
} as const;
