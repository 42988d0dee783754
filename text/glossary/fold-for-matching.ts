import { normaliseForModel } from '../normalise-for-model.ts';
import { westernDigit } from '../western-digit.ts';

/** A text as terms are compared, each of its code units with the place in the source that it comes from. */
export interface FoldedText {
  readonly text: string;
  /** UTF-16 offsets in the source: where the letter (with its marks) of code unit i begins and ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * Folds what writers of Arabic leave open: first as models read the text (normalise-for-model.ts), then
 *
 * - أ إ آ ٱ are ا; ؤ and ئ are ء; ة is ه: the hamza is left out, or sits on another seat (مسؤول, مسئول), and dots fall off
 * - ک is ك and ی is ي, as Persian keyboards write them; ٠–٩ and ۰–۹ are 0–9
 *
 * ى and ي stay two letters: على and علي are two words. Linear time.
 */
export function foldForMatching(source: string): FoldedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: letter, index } of source.matchAll(letterWithMarks)) {
    for (const unit of foldLetter(letter)) {
      // White space folds to one space, as in normalise-for-model.ts; the first of it gives the place.
      if (unit === ' ' && text.endsWith(' ')) continue;
      text += unit;
      // One entry for each code unit: a letter beyond the basic plane has two.
      starts.push(...Array.from(unit.split(''), () => index));
      ends.push(...Array.from(unit.split(''), () => index + letter.length));
    }
  }
  return { text, starts, ends };
}

/** What is not a mark, and the marks and invisible characters behind it, with which it may compose. */
const letterWithMarks = /\P{M}[\p{M}\p{Cf}]*|\p{M}+/gu;
const plain = /^[\u0021-\u007e\u0621\u0627\u0628\u062a-\u063a\u0641-\u064a]$/u;
const whiteSpace = /^[\s\u001c-\u001f\u0085]/u;

function foldLetter(letter: string): string {
  if (plain.test(letter)) return letter;
  if (whiteSpace.test(letter)) return ' ';
  return normaliseForModel(letter).replace(foldable, (one) => folds[one] ?? westernDigit(one));
}

const foldable = /[أإآٱؤئةکی٠-٩۰-۹]/gu;
const folds: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ؤ: 'ء',
  ئ: 'ء',
  ة: 'ه',
  ک: 'ك',
  ی: 'ي',
};
