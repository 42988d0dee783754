import { limits } from '../core/limits.ts';
import { endsSentence } from './ends-sentence.ts';
import { findEnclosures, type Enclosures } from './find-enclosures.ts';
import { findTerminatorTail } from './find-terminator-tail.ts';
import { findUrls } from './find-urls.ts';
import type { Span } from './span.ts';
import { splitLongSpan } from './split-long-span.ts';
import { isNewline, skipWhiteSpace, trimSpan } from './white-space.ts';

/**
 * Splits a paragraph into sentences without losing a character.
 *
 * Spans are in order, not empty, and do not overlap; they neither begin nor end with white space, and the text between two
 * of them is white space only (or nothing), so spans plus gaps restore the paragraph exactly. A sentence ends after
 * `. ! ? ؟ … ۔` with the closing marks that follow, and at a newline; never inside a number, a URL, an e-mail address or a
 * domain name, after an abbreviation or an initial, or inside a quotation or bracket of up to 200 characters. Takes linear
 * time on any input.
 *
 * Not for: finding paragraphs (see split-paragraphs.ts), or preparing text for the model (see normalise-for-model.ts).
 *
 * @param maxChars longest span in code units; a longer sentence is split at ؛ ، : and then at spaces, and where there are
 *   none at `maxChars`. Only a surrogate pair is never split, so that with 1 a span may have 2
 * @see Unicode UAX #29, sentence boundaries; Arabic punctuation U+060C, U+061B, U+061F, U+06D4
 */
export function splitSentences(paragraph: string, maxChars: number = limits.sentenceChars): readonly Span[] {
  const enclosures = findEnclosures(paragraph);
  const spans: Span[] = [];
  let start = 0;
  for (const end of [...findSentenceEnds(paragraph, enclosures), paragraph.length]) {
    const sentence = trimSpan(paragraph, { start, end });
    spans.push(...splitLongSpan(paragraph, sentence, maxChars, enclosures));
    start = end;
  }
  return spans;
}

const possibleEnds = /[.!?؟…۔\n\r\u0085\u2028\u2029]/g;

function findSentenceEnds(text: string, enclosures: Enclosures): readonly number[] {
  const ends: number[] = [];
  const urls = findUrls(text);
  const content = contentFinder(text);
  let nextUrl = 0;
  let sentenceStart = skipWhiteSpace(text, 0);
  let handledTo = 0;
  for (const { 0: char, index: at } of text.matchAll(possibleEnds)) {
    while (nextUrl < urls.length && (urls[nextUrl]?.end ?? 0) <= at) nextUrl += 1;
    if (at < handledTo || (urls[nextUrl]?.start ?? Infinity) <= at) continue;
    if (isNewline(char)) {
      ends.push(at);
      sentenceStart = skipWhiteSpace(text, at);
      handledTo = sentenceStart;
      continue;
    }
    const tail = findTerminatorTail(text, at, enclosures);
    handledTo = tail.end;
    const hasContent = content.firstAfter(sentenceStart) < at;
    if (!hasContent || !endsSentence({ text, enclosures, tail, sentenceStart })) continue;
    ends.push(tail.end);
    sentenceStart = skipWhiteSpace(text, tail.end);
  }
  return ends;
}

/** Finds letters, digits and symbols: without any, marks such as "..." are the beginning of a sentence and not one. */
function contentFinder(text: string): { firstAfter(at: number): number } {
  const content = /[\p{L}\p{N}\p{S}]/gu;
  let found = -1;
  return {
    // Asked with ever larger positions; what was found once is not looked for again, or dots alone would cost n².
    firstAfter(at) {
      if (found >= at) return found;
      content.lastIndex = at;
      found = content.exec(text)?.index ?? Infinity;
      return found;
    },
  };
}
