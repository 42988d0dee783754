import type { GlossaryEntry } from '../core/glossary.ts';

/** The terms of one collection. */
export interface Glossary {
  readonly collection: string;
  /** Another with every change, also of a glossary that was deleted in between. */
  readonly revision: number;
  readonly changedAt: Date;
  /** In an order of their own that does not change. */
  readonly terms: readonly GlossaryEntry[];
}

/** A glossary without its terms. */
export interface GlossarySummary extends Omit<Glossary, 'terms'> {
  /** How many it has. */
  readonly terms: number;
}

/** A term with the key by which a glossary has it once: see text/glossary/term-finder.ts. */
export interface KeyedEntry extends GlossaryEntry {
  readonly key: string;
}

/** What a write did, in terms; `revision` stays when nothing changed. */
export interface GlossaryChange {
  readonly revision: number;
  /** How many the glossary has now. */
  readonly terms: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
}

export interface GlossaryWrite {
  readonly collection: string;
  /** One or more; no key twice. */
  readonly terms: readonly KeyedEntry[];
  /** `replace`: the glossary is these terms. `merge`: these are added, or take the place of those with their keys. */
  readonly mode: 'replace' | 'merge';
  /** The revision that was before the writer, 0 for none; null to write whatever is there. */
  readonly basedOn: number | null;
  readonly mostTerms: number;
}

/** What collections want terms to be called. A write is one transaction: everything or nothing. */
export interface GlossaryStore {
  /** All there are, by collection. */
  list(): Promise<readonly GlossarySummary[]>;
  /** Undefined where the collection has none. */
  read(collection: string): Promise<Glossary | undefined>;
  /**
   * Makes the glossary where there is none. The same write twice changes nothing the second time.
   * Rejects with GLOSSARY_CHANGED when another revision than `basedOn` is there, and with GLOSSARY_TOO_LARGE.
   */
  write(write: GlossaryWrite): Promise<GlossaryChange>;
  /** Whether there was one. */
  delete(collection: string): Promise<boolean>;
}
