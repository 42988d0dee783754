import type { GlossaryTerm } from '../../core/glossary.ts';

/**
 * The terms whose English does not stand in `target`: as whole words, letter for letter, white space apart. The first letter
 * may be a capital, as it is where a sentence begins.
 */
export function findMissedTerms(terms: readonly GlossaryTerm[], target: string): readonly GlossaryTerm[] {
  if (terms.length === 0) return terms;
  const text = foldSpaces(target);
  return terms.filter((term) => !holds(text, foldSpaces(term.target)));
}

function holds(text: string, wanted: string): boolean {
  return [wanted, capitalised(wanted)].some((words) => holdsWords(text, words));
}

function holdsWords(text: string, words: string): boolean {
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
    const touched =
      /[\p{L}\p{N}]$/u.test(text.slice(0, at)) || /^[\p{L}\p{N}]/u.test(text.slice(at + words.length));
    if (!touched) return true;
  }
  return false;
}

/** With its first letter as a capital. */
export function capitalised(words: string): string {
  const first = String.fromCodePoint(words.codePointAt(0) ?? 0x20);
  return first.toUpperCase() + words.slice(first.length);
}

function foldSpaces(text: string): string {
  return text.trim().replace(/\s+/gu, ' ');
}
