import type { GlossaryStore } from '../store/glossary-store.ts';
import type { GlossaryReference } from '../store/paragraph-store.ts';
import { termFinder, type TermFinder } from '../text/glossary/term-finder.ts';

/** Finds the terms of a paragraph's glossary; of none it finds none. */
export type FinderOf = (glossary: GlossaryReference | null) => Promise<TermFinder>;

/** A glossary of 5,000 terms takes a few megabytes. */
const mostRemembered = 20;

/**
 * Reads each glossary once, and again when a paragraph comes with another revision of it. One that was changed again or
 * deleted meanwhile is taken as it is. Rejects as the store does: no paragraph is translated without its glossary.
 */
export function rememberGlossaries(glossaries: Pick<GlossaryStore, 'read'>): FinderOf {
  const none = termFinder([]);
  const remembered = new Map<string, { readonly revision: number; readonly finder: TermFinder }>();
  return async (wanted) => {
    if (wanted === null) return none;
    const { collection, revision } = wanted;
    const known = remembered.get(collection);
    if (known?.revision === revision) return known.finder;
    const glossary = await glossaries.read(collection);
    if (glossary === undefined) return none;
    const finder = termFinder(glossary.terms);
    // The one that was read last is at the end; the first is given up.
    remembered.delete(collection);
    remembered.set(collection, { revision: glossary.revision, finder });
    const [oldest] = remembered.keys();
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest);
    return finder;
  };
}
