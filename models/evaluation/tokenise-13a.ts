import { splitWords, trimEnd } from './split-words.ts';

/**
 * The words that BLEU compares: punctuation apart from words, numbers with their points and commas whole.
 *
 * NIST's mteval-v13a tokenisation as sacreBLEU 2.6 does it (`tok:13a`), entity by entity and rule by rule.
 *
 * @see https://github.com/mjpost/sacrebleu/blob/v2.6.0/sacrebleu/tokenizers/tokenizer_13a.py
 */
export function tokenise13a(text: string): readonly string[] {
  const plain = decodeEntities(
    trimEnd(text).replaceAll('<skipped>', '').replaceAll('-\n', '').replaceAll('\n', ' '),
  );
  const apart = rules.reduce(
    (line, [pattern, replacement]) => line.replace(pattern, replacement),
    ` ${plain} `,
  );
  return splitWords(apart);
}

/** One after the other: `&amp;lt;` becomes `<`, as in the original. */
function decodeEntities(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
}

const rules: readonly (readonly [RegExp, string])[] = [
  // ASCII punctuation but apostrophe, comma, hyphen and full stop
  [/([{-~[-` -&(-+:-@/])/gu, ' $1 '],
  // full stop and comma, unless a digit stands before …
  [/([^0-9])([.,])/gu, '$1 $2 '],
  // … or after
  [/([.,])([^0-9])/gu, ' $1 $2'],
  // a dash after a digit
  [/([0-9])(-)/gu, '$1 $2 '],
];
