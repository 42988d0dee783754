export interface TextProblem {
  readonly kind: 'lone-surrogate' | 'control-character';
  /** As the standard writes it: "U+0000". */
  readonly codePoint: string;
  /** UTF-16 code units before it. */
  readonly offset: number;
}

/**
 * Finds the first character that text cannot hold, or undefined: half of a surrogate pair (it has no UTF-8), or a
 * control character. Tab, line feed, carriage return and NEXT LINE (U+0085) are text; every other one of C0, DEL and C1
 * is refused: PostgreSQL cannot store U+0000, XML 1.0 cannot write most of the rest, and none is ever meant.
 *
 * @see Unicode general categories Cc and Cs; XML 1.0 section 2.2
 */
export function findTextProblem(text: string): TextProblem | undefined {
  const found = problem.exec(text);
  if (found === null) return undefined;
  const code = found[0].charCodeAt(0);
  return {
    kind: isSurrogate(code) ? 'lone-surrogate' : 'control-character',
    codePoint: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
    offset: found.index,
  };
}

// With the u flag a surrogate pair is one character, so \p{Cs} finds only halves.
const problem = /(?![\t\n\r\u0085])\p{Cc}|\p{Cs}/u;

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}
