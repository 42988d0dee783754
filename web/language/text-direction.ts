const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu;
const letters = /\p{L}/gu;

/**
 * The direction that a text of unknown language is read in: that of most of its letters. Unlike `dir="auto"`, a headline
 * that begins with "IBM" or a web address stays Arabic.
 */
export function textDirection(text: string): 'ltr' | 'rtl' {
  const all = text.match(letters)?.length ?? 0;
  const right = text.match(rightToLeft)?.length ?? 0;
  return right * 2 > all ? 'rtl' : 'ltr';
}
