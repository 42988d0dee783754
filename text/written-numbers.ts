/**
 * The whole numbers people write as words, in the forms that news uses. English keeps to words up to twelve
 * (AP style: to nine); an Arabic number word changes its ending with what is counted.
 */
export const writtenNumbers: ReadonlyMap<string, RegExp> = new Map([
  ['0', /\bzero\b|\bno\b|صفر/iu],
  ['1', /\bone\b|\ban?\b|\bsingle\b|واحد|إحدى|احدى|أحد/iu],
  ['2', /\btwo\b|\bboth\b|اثن|إثن|اثنت/iu],
  ['3', /\bthree\b|ثلاث/iu],
  ['4', /\bfour\b|أربع|اربع/iu],
  ['5', /\bfive\b|خمس/iu],
  ['6', /\bsix\b|ست/iu],
  ['7', /\bseven\b|سبع/iu],
  ['8', /\beight\b|ثمان/iu],
  ['9', /\bnine\b|تسع/iu],
  ['10', /\bten\b|عشر/iu],
  ['11', /\beleven\b|أحد عشر|إحدى عشرة/iu],
  ['12', /\btwelve\b|اثن\p{L}* عشر|اثنت\p{L}* عشر/iu],
]);
