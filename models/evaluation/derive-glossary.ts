import type { GlossaryTerm } from '../../core/glossary.ts';
import { foldForMatching } from '../../text/glossary/fold-for-matching.ts';
import { stemsOf } from '../../text/glossary/stems-of.ts';
import type { EvaluationSet } from './evaluation-set.ts';

/** In fewer sentences, words stand together by chance: neighbours in a set are often of one article. */
const fewestSentences = 3;
const mostWords = 3;

/** The sentences in which something stands, as one word. */
type Places = string;

/**
 * A glossary of the names in a set, so that its references honour every term in every place:
 *
 * - English: one to three words beginning with capitals, not where a sentence begins, in three references or more; of those
 *   that stand in the same references, the one that holds the others
 * - Arabic: one to three words that stand, with prefixes or without, in the sources of exactly those references; of several
 *   the one that holds the others; the pair is left out where none does
 */
export function deriveGlossary({ sources, references }: EvaluationSet): readonly GlossaryTerm[] {
  const arabic = groupByPlaces(sources.map(arabicPhrases));
  const english = groupByPlaces(references.map(namesIn));
  return [...english].flatMap(([places, names]) => {
    const [target, source] = [widestOf(names), widestOf(arabic.get(places) ?? [])];
    return target === undefined || source === undefined ? [] : [{ source, target }];
  });
}

function groupByPlaces(phrases: readonly ReadonlySet<string>[]): ReadonlyMap<Places, readonly string[]> {
  const placesOf = new Map<string, number[]>();
  for (const [place, found] of phrases.entries()) {
    for (const phrase of found) {
      const places = placesOf.get(phrase);
      if (places === undefined) placesOf.set(phrase, [place]);
      else places.push(place);
    }
  }
  const groups = new Map<Places, string[]>();
  for (const [phrase, places] of placesOf) {
    if (places.length < fewestSentences) continue;
    const group = groups.get(places.join());
    if (group === undefined) groups.set(places.join(), [phrase]);
    else group.push(phrase);
  }
  return groups;
}

/** Every run of words, its first word with and without its prefixes. */
function arabicPhrases(source: string): ReadonlySet<string> {
  const words = foldForMatching(source).text.match(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}\s]+/gu) ?? [];
  const phrases = new Set<string>();
  for (const [first, word] of words.entries()) {
    for (let count = 1; count <= mostWords; count++) {
      const run = words.slice(first, first + count);
      if (run.length < count || !run.every((one) => /^\p{Script=Arabic}+$/u.test(one))) break;
      for (const stem of stemsOf(word)) phrases.add([stem.word, ...run.slice(1)].join(' '));
    }
  }
  return phrases;
}

/** Every run of words with capitals, but for the first word of the sentence. */
function namesIn(reference: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [run] of reference
    .slice(reference.indexOf(' '))
    .matchAll(/\p{Lu}[\p{L}]+(?: \p{Lu}[\p{L}]+)*/gu)) {
    const words = run.split(' ');
    for (let first = 0; first < words.length; first++) {
      for (let count = 1; count <= Math.min(mostWords, words.length - first); count++)
        names.add(words.slice(first, first + count).join(' '));
    }
  }
  return names;
}

/** The phrase that holds all others; undefined where none does. */
function widestOf(phrases: readonly string[]): string | undefined {
  const [widest] = phrases.toSorted((a, b) => wordsIn(b) - wordsIn(a) || b.length - a.length);
  return widest !== undefined && phrases.every((phrase) => widest.includes(phrase)) ? widest : undefined;
}

function wordsIn(phrase: string): number {
  return phrase.split(' ').length;
}
