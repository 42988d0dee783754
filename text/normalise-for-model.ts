/**
 * What the tokeniser of the embedded model was trained on, and so the only thing a model is ever given: NFKC, without
 * tashkeel, tatweel, bidirectional and zero-width marks, white space folded to single spaces and trimmed.
 *
 * Idempotent, and linear time. The same as `normalize` of the model's training, except for what training text never held:
 * control characters and the remaining invisible marks (U+061C …) are removed as well; where a removed character stood
 * between a letter and its accent the two are composed, as the tokeniser's own NFKC would; and a letter keeps at most
 * 30 combining marks.
 *
 * For the model only: what is stored, shown and exported is the source as it came.
 *
 * @see Unicode UAX #15 (NFKC; 30 marks: section 13, Stream-Safe Text Format), UAX #53 (Arabic marks)
 */
export function normaliseForModel(text: string): string {
  const plain = toNfkc(text)
    .replace(tashkeelAndTatweel, '')
    .replace(invisible, '')
    .replace(whiteSpace, ' ')
    .replace(spaceAtEnds, '');
  return toNfkc(plain);
}

/**
 * V8's `normalize` takes quadratic time to sort the marks of one letter: 50,000 marks took a second, 200,000 took 18.
 * So marks beyond the thirtieth are dropped before, and after it as well, since sorting may leave one more than there were.
 */
function toNfkc(text: string): string {
  return dropExcessMarks(dropExcessMarks(text).normalize('NFKC'));
}

function dropExcessMarks(text: string): string {
  return text.replace(excessMarks, '$1');
}

// U+FF9E and U+FF9F are letters by category, and become combining marks.
const excessMarks = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;

// U+06DD, U+06DE and U+06E9 (end of ayah, rub el hizb, sajdah) lie among the marks but are signs of their own.
const tashkeelAndTatweel = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640]/g;

// Format characters except the visible ones (number signs, end of ayah), controls except those that are white space.
// U+2065 is unassigned and stands in the range that training removed.
const invisible =
  /(?![\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])\p{Cf}|\u2065|(?![\s\u001c-\u001f\u0085])\p{Cc}/gu;

// As Python's str.split() sees it: \s and the four separators U+001C–001F, and U+0085.
const whiteSpace = /[\s\u001c-\u001f\u0085]+/g;
const spaceAtEnds = /^ | $/g;
