import type { Span } from './span.ts';

/**
 * The spans of what begins like a URL (`http://`, `https://`, `ftp://`, `www.`), in order, up to white space, a quotation
 * mark or Arabic punctuation; the full stop or bracket of the sentence around it is left out. E-mail addresses and bare
 * domain names are not looked for: their dots are followed by a letter at once, which never ends a sentence.
 */
export function findUrls(text: string): readonly Span[] {
  const urls: Span[] = [];
  for (const { 0: match, index } of text.matchAll(url)) {
    let length = match.length;
    while (trailing.has(match.charAt(length - 1))) length -= 1;
    urls.push({ start: index, end: index + length });
  }
  return urls;
}

// Bidirectional marks often stand around URLs in Arabic text and are no part of them.
const url =
  /(?:(?:https?|ftp):\/\/|www\.)[^\s\u0085<>"«»“”„،؛؟۔\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/giu;
const trailing: ReadonlySet<string> = new Set(".,;:!?…)]}'’");
