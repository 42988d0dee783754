import type { GlossaryTerm } from '../../core/glossary.ts';
import type { Span } from '../span.ts';
import { foldForMatching } from './fold-for-matching.ts';
import { stemsOf } from './stems-of.ts';

export interface TermMatch {
  readonly term: GlossaryTerm;
  /** In the source, with the prefixes of the first word. */
  readonly span: Span;
}

export interface TermFinder {
  /** Matches in the order of the text; no two overlap. */
  find(text: string): readonly TermMatch[];
}

interface Words {
  readonly words: readonly string[];
  /** What stands between word i and the next: white space folded, punctuation as it is. */
  readonly gaps: readonly string[];
  /** Where each word stands in the folded text. */
  readonly spans: readonly Span[];
}

interface CompiledTerm extends Words {
  readonly term: GlossaryTerm;
  readonly letters: number;
}

interface Candidate {
  readonly term: GlossaryTerm;
  readonly first: number;
  readonly words: number;
  readonly letters: number;
}

/**
 * Finds the terms of a glossary in a text, comparing as foldForMatching() says.
 *
 * A term matches whole words only. Its first word may carry prefixes (stemsOf() lists them) and, where the term is given
 * without it, the article; so may the article stand before each later word (رئيس وزراء in رئيس الوزراء). A term given with
 * the article matches only with it. Duals, plurals and attached pronouns are other words: a glossary lists them where it
 * means them. Where matches overlap, the one with more words wins, then the one with more letters, then the first.
 */
export function termFinder(terms: readonly GlossaryTerm[]): TermFinder {
  const byFirstWord = new Map<string, CompiledTerm[]>();
  for (const term of terms) {
    const compiled = { term, ...wordsOf(foldForMatching(term.source).text) };
    const [first] = compiled.words;
    if (first === undefined) continue;
    const alike = byFirstWord.get(first);
    const entry = { ...compiled, letters: compiled.words.join('').length };
    if (alike === undefined) byFirstWord.set(first, [entry]);
    else alike.push(entry);
  }
  return {
    find: (text) => {
      if (byFirstWord.size === 0) return [];
      const folded = foldForMatching(text);
      const words = wordsOf(folded.text);
      return longestFirst(candidatesIn(words, byFirstWord)).map(({ term, first, words: count }) => {
        const start = words.spans[first]?.start ?? 0;
        const last = (words.spans[first + count - 1]?.end ?? 1) - 1;
        return { term, span: { start: folded.starts[start] ?? 0, end: folded.ends[last] ?? 0 } };
      });
    },
  };
}

/**
 * By what two ways to write a term are one, and what a glossary has once: its folded words and what is between them. Empty
 * for what has no letters.
 */
export function termKeyOf(source: string): string {
  const { words, gaps } = wordsOf(foldForMatching(source).text);
  return words.map((word, place) => word + (gaps[place] ?? '')).join('');
}

function wordsOf(folded: string): Words {
  const matches = [...folded.matchAll(/[\p{L}\p{N}\p{M}]+/gu)];
  const spans = matches.map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
  const gaps = spans.slice(1).map(({ start }, place) => folded.slice(spans[place]?.end, start));
  return { words: matches.map(([word]) => word), gaps, spans };
}

function candidatesIn(
  { words, gaps }: Words,
  byFirstWord: ReadonlyMap<string, readonly CompiledTerm[]>,
): readonly Candidate[] {
  return words.flatMap((word, first) =>
    stemsOf(word).flatMap((stem) =>
      (byFirstWord.get(stem.word) ?? [])
        .filter((term) => goesOn(term, words, gaps, first))
        .map(({ term, words: { length }, letters }) => ({ term, first, words: length, letters })),
    ),
  );
}

/** Whether the words after the first one, and what is between them, are the term's. */
function goesOn(
  term: CompiledTerm,
  words: readonly string[],
  gaps: readonly string[],
  first: number,
): boolean {
  return term.gaps.every((gap, place) => {
    const [expected = '', found = ''] = [term.words[place + 1], words[first + place + 1]];
    return gaps[first + place] === gap && (found === expected || found === `ال${expected}`);
  });
}

function longestFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  const taken = new Set<number>();
  const chosen: Candidate[] = [];
  const inTurn = candidates.toSorted(
    (a, b) => b.words - a.words || b.letters - a.letters || a.first - b.first,
  );
  for (const candidate of inTurn) {
    const places = Array.from({ length: candidate.words }, (_, place) => candidate.first + place);
    if (places.some((place) => taken.has(place))) continue;
    for (const place of places) taken.add(place);
    chosen.push(candidate);
  }
  return chosen.sort((a, b) => a.first - b.first);
}
