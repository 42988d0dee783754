import {
  abbreviationsAfterNumber,
  abbreviationsBeforeNumber,
  leadingAbbreviations,
  letterNames,
} from './abbreviations.ts';

/**
 * Whether the full stop at `stopAt` belongs to an abbreviation or initial and so ends no sentence. `nextAt` is where the
 * text goes on after it. Looks a fixed distance back, whatever the text.
 */
export function endsWithAbbreviation(text: string, stopAt: number, nextAt: number): boolean {
  const before = text.slice(Math.max(0, stopAt - longestLookBack), stopAt);
  const found = lastWord.exec(before);
  if (found === null) return false;
  const word = withoutAnd(found[0].replace(vowelsAndTatweel, '').replace(/^\.+/, ''));
  const next = text.slice(nextAt, nextAt + 2);
  if (leadingAbbreviations.has(word) || letterNames.has(word)) return true;
  if (abbreviationsBeforeNumber.has(word)) return digit.test(next);
  if (!letters.test(word)) return false;
  const endsAfterNumber =
    abbreviationsAfterNumber.has(word) && numberAtEnd.test(before.slice(0, found.index));
  return !(endsAfterNumber && arabicLetter.test(next));
}

/** Longer than every abbreviation with its number; a longer word is a word. */
const longestLookBack = 20;

const lastWord = /(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}.]+$/u;
const vowelsAndTatweel = /[\p{M}\u0640]/gu;
const letters = /^(?:\p{L}\.)*\p{L}$/u;
const numberAtEnd = /\p{Nd}\s*$/u;
const digit = /^\p{Nd}/u;
const arabicLetter = /^(?=\p{Script=Arabic})\p{L}/u;

/** "and" is written onto the next word: ود. أحمد. */
function withoutAnd(word: string): string {
  return word.length > 1 && word.startsWith('و') && !letterNames.has(word) ? word.slice(1) : word;
}
