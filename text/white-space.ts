import type { Span } from './span.ts';

/*
 * White space in text/ is what `\s` matches, and NEXT LINE (U+0085), which Unicode counts as white space and `\s` forgets.
 */
const whiteSpace = /[\s\u0085]/;
const newline = /[\n\r\u0085\u2028\u2029]/;

/** False for the empty string, so that `text.charAt(i)` may run past the end. */
export function isWhiteSpace(char: string): boolean {
  return whiteSpace.test(char);
}

/** One code unit that ends a line; of `\r\n` each half is one. False for the empty string. */
export function isNewline(char: string): boolean {
  return newline.test(char);
}

/** The first position at or after `from`, and at most `to`, that holds no white space. */
export function skipWhiteSpace(text: string, from: number, to = text.length): number {
  let at = from;
  while (at < to && isWhiteSpace(text.charAt(at))) at += 1;
  return at;
}

/** Like {@link skipWhiteSpace}, but stays on the line. */
export function skipWhiteSpaceInLine(text: string, from: number): number {
  let at = from;
  while (isWhiteSpace(text.charAt(at)) && !isNewline(text.charAt(at))) at += 1;
  return at;
}

/** The span without white space at its ends; empty where there is nothing else. */
export function trimSpan(text: string, span: Span): Span {
  const start = skipWhiteSpace(text, span.start, span.end);
  let end = span.end;
  while (end > start && isWhiteSpace(text.charAt(end - 1))) end -= 1;
  return { start, end };
}
