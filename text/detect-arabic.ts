import { normaliseForModel } from './normalise-for-model.ts';

/**
 * What a text is written in, as far as its letters say:
 *
 * - `arabic`: Arabic script, and nothing that contradicts Arabic.
 * - `persian`, `urdu`: Arabic script with clear evidence of that language.
 * - `other`: less than a quarter of the letters are Arabic script, or they are those of another language that uses it
 *   (Kurdish, Pashto, Uyghur, Sindhi); also numbers, punctuation or emoji alone.
 * - `empty`: nothing but white space and invisible marks.
 */
export type DetectedLanguage = 'arabic' | 'persian' | 'urdu' | 'other' | 'empty';

/**
 * Reports what the letters of a text prove, and guesses nothing: a short Persian or Urdu text of letters that Arabic has
 * too is `arabic`.
 *
 * A language is proven when words with letters of its own are at least two (Persian: three), are 15 % of the words in Arabic
 * script, and outnumber the words that show Arabic: those with ة أ إ or the article ال. So foreign names (گوگل, پوتين) do not
 * turn an Arabic sentence into a Persian one, nor do ی and ک from a Persian keyboard. Presentation forms count as their letters.
 *
 * @see Unicode, block Arabic (U+0600–06FF), whose chart names the languages of each letter
 */
export function detectArabic(text: string): DetectedLanguage {
  // Normalising is most of the work, and makes no Arabic of what has none.
  if (!arabicScript.test(text) && visible.test(text)) return 'other';
  const normalised = normaliseForModel(text);
  if (normalised === '') return 'empty';
  const words = normalised.match(arabicScriptWord) ?? [];
  const arabicLetters = words.reduce((letters, word) => letters + word.length, 0);
  const otherLetters = normalised.match(letterOfOtherScript)?.length ?? 0;
  if (words.length === 0 || arabicLetters < fewestArabicLetters * (arabicLetters + otherLetters))
    return 'other';
  const arabicWords = words.filter((word) => signOfArabic.test(word)).length;
  const proven = evidence.find(({ letter, fewestWords }) => {
    const ownWords = words.filter((word) => letter.test(word)).length;
    return ownWords >= fewestWords && ownWords > arabicWords && ownWords >= fewestOwnWords * words.length;
  });
  return proven?.language ?? 'arabic';
}

/** Share of Arabic script in all letters: a quarter leaves room for the Latin names of a sentence about technology. */
const fewestArabicLetters = 0.25;
/** Share of the words in Arabic script. Running Persian, Urdu and Sorani have several times as many; Arabic has none. */
const fewestOwnWords = 0.15;

const arabicScript = /\p{Script=Arabic}/u;
// Without tatweel, which is a letter by category.
const visible = /(?!\u0640)[\p{L}\p{N}\p{P}\p{S}]/u;
const arabicScriptWord = /(?:(?=\p{Script=Arabic})\p{L})+/gu;
const letterOfOtherScript = /(?!\p{Script=Arabic})\p{L}/gu;
const signOfArabic = /[ةأإ]|^[وفبك]?ال/;

interface Evidence {
  readonly language: DetectedLanguage;
  /** A letter that the language has and Arabic has not. */
  readonly letter: RegExp;
  readonly fewestWords: number;
}

/** Urdu stands before Persian, whose letters it shares. */
const evidence: readonly Evidence[] = [
  // Kurdish ڕ ڵ ۆ ێ ە, Pashto ټ ډ ړ ږ ښ ڼ ې ۍ ځ څ, Uyghur ۇ ۈ ۋ, Sindhi the rest
  { language: 'other', letter: /[ڕڵۆێەټډړږښڼېۍځڅۇۈۋٻڀٺٽٿڄڃڇڌڏڊڍڦڪڳڱڻ]/, fewestWords: 2 },
  { language: 'urdu', letter: /[ٹڈڑںےۓہۂۃھ]/, fewestWords: 2 },
  // Names bring پ چ ژ گ into Arabic, and keyboards ک ی.
  { language: 'persian', letter: /[پچژگکی]/, fewestWords: 3 },
];
