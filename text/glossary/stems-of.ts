/** What may stand in a glossary for a word of a text, and how many letters of the word are before it. */
export interface Stem {
  readonly word: string;
  readonly prefixChars: number;
}

/** A shorter rest says nothing: in بيد, يد is not "hand". The article is a surer sign than one letter. */
const fewestLetters = 3;
const fewestLettersAfterArticle = 2;

/**
 * The word itself, then the words it may be with prefixes: a conjunction و ف, a preposition ب ك ل, the article ال, in this
 * order, each at most once. After ل the article is written without its alef (للبرلمان), and before another ل not at all
 * (للغة).
 *
 * A stem with its article is given as well, for terms that have it (البنك الدولي).
 *
 * @param word as foldForMatching() writes it
 */
export function stemsOf(word: string): readonly Stem[] {
  const stems = new Map<string, Stem>();
  const add = (stem: string, prefixChars: number, fewest: number): void => {
    if (stem.length >= fewest && !stems.has(stem)) stems.set(stem, { word: stem, prefixChars });
  };
  add(word, 0, 1);
  for (const before of /^[وف]/u.test(word) ? [0, 1] : [0]) {
    const rest = word.slice(before);
    add(rest, before, fewestLetters);
    addWithoutArticle(rest, before);
    if (!/^[بكل]/u.test(rest)) continue;
    const afterPreposition = rest.slice(1);
    add(afterPreposition, before + 1, fewestLetters);
    if (rest.startsWith('ل')) addAfterLam(afterPreposition, before + 1);
    else addWithoutArticle(afterPreposition, before + 1);
  }
  return [...stems.values()];

  function addWithoutArticle(definite: string, prefixChars: number): void {
    if (definite.startsWith('ال')) add(definite.slice(2), prefixChars + 2, fewestLettersAfterArticle);
  }

  /** للبرلمان: what follows the first lam is an article without alef, or the article has become one with the word's own lam. */
  function addAfterLam(rest: string, prefixChars: number): void {
    if (!rest.startsWith('ل')) return;
    add(`ا${rest}`, prefixChars, fewestLetters);
    add(rest.slice(1), prefixChars + 1, fewestLettersAfterArticle);
    add(`ال${rest}`, prefixChars, fewestLetters);
  }
}
