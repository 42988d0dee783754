import type { Enclosures } from './find-enclosures.ts';
import type { Span } from './span.ts';
import { isWhiteSpace, skipWhiteSpace, trimSpan } from './white-space.ts';

/**
 * Cuts a span that is longer than `maxChars` into pieces that are not, of about the same length.
 *
 * Cuts after ؛, else after ، or :, else at white space, and rather outside quotations and brackets than inside; where there
 * is no white space at all, at `maxChars`, but never inside a surrogate pair, and inside a character and its combining
 * marks only where these alone are longer than a piece. Pieces are trimmed; between two of them is white space only.
 */
export function splitLongSpan(
  text: string,
  span: Span,
  maxChars: number,
  enclosures: Enclosures,
): readonly Span[] {
  const pieces: Span[] = [];
  let start = span.start;
  while (span.end - start > maxChars) {
    const cut = findCut(text, { start, end: span.end }, maxChars, enclosures);
    pieces.push(trimSpan(text, { start, end: cut }));
    start = skipWhiteSpace(text, cut, span.end);
  }
  if (start < span.end) pieces.push({ start, end: span.end });
  return pieces;
}

/** Kinds of cuts, best first. The last stands for any white space, however short a piece it leaves. */
const cutRanks = ['؛', '، :', 'space', 'mark inside', 'space inside', 'any space'] as const;

/** The best cut of the best kind: the one that leaves pieces of the most even length. */
function findCut(text: string, span: Span, maxChars: number, enclosures: Enclosures): number {
  const pieces = Math.ceil((span.end - span.start) / maxChars);
  const ideal = span.start + Math.ceil((span.end - span.start) / pieces);
  // A good mark is not worth a piece of two words.
  const shortest = Math.floor((ideal - span.start) / 3);
  const best: (number | undefined)[] = cutRanks.map(() => undefined);
  for (let at = span.start + 1; at <= span.start + maxChars; at += 1) {
    const rank = rankOf(text, at, enclosures);
    if (rank === undefined) continue;
    best[cutRanks.length - 1] = at;
    if (at - span.start < shortest) continue;
    const other = best[rank];
    if (other === undefined || Math.abs(at - ideal) < Math.abs(other - ideal)) best[rank] = at;
  }
  return best.find((cut) => cut !== undefined) ?? findHardCut(text, span.start, maxChars);
}

/** Index into `cutRanks` of the cut between `at - 1` and `at`; undefined where there should be none. */
function rankOf(text: string, at: number, enclosures: Enclosures): number | undefined {
  const before = text.charAt(at - 1);
  const after = text.charAt(at);
  const isSpace = isWhiteSpace(after);
  const isMark = clauseMarks.includes(before) && (isSpace || isCutWithoutSpace(before, after));
  if (!isMark && !isSpace) return undefined;
  const isInside = enclosures.isInside(at);
  if (isMark) return isInside ? 3 : before === '؛' ? 0 : 1;
  return isInside ? 4 : 2;
}

const clauseMarks = '؛،:,;';

/** Arabic marks are often written onto the next word. Inside a number or before a closing mark they are no place to cut. */
function isCutWithoutSpace(mark: string, after: string): boolean {
  return (mark === '؛' || mark === '،') && /(?=\p{Script=Arabic})\p{L}/u.test(after);
}

function findHardCut(text: string, start: number, maxChars: number): number {
  for (let cut = start + maxChars; cut > start; cut -= 1) {
    if (!isLowSurrogate(text.charCodeAt(cut)) && !joinsToBefore.test(text.slice(cut, cut + 2))) return cut;
  }
  const cut = start + maxChars;
  if (!isLowSurrogate(text.charCodeAt(cut))) return cut;
  return cut - 1 > start ? cut - 1 : cut + 1;
}

// Combining marks, joiners, variation selectors (marks, too) and emoji modifiers.
const joinsToBefore = /^(?:\p{M}|\u200d|\u200c|\p{EMod})/u;

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
