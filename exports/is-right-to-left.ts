const firstLetter = /\p{L}/u;
const rightToLeftScripts =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * Whether a text's own direction is right to left: that of its first letter, as `dir="auto"` decides in HTML.
 * For text of unknown language; what is known to be Arabic is right to left whatever it begins with.
 *
 * @see Unicode UAX #9, rules P2 and P3
 */
export function isRightToLeft(text: string): boolean {
  return rightToLeftScripts.test(firstLetter.exec(text)?.[0] ?? '');
}
