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

/** {@link isWhiteSpace} of a code unit, for loops over whole texts. */
export function isWhiteSpaceCode(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  if (code > 0x205f) return code === 0x3000 || code === 0xfeff;
  return whiteSpace.test(String.fromCharCode(code));
}

/** {@link isNewline} of a code unit. */
export function isNewlineCode(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
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
