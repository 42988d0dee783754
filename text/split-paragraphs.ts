import { forEachLineBreak } from './for-each-line-break.ts';
import type { Span } from './span.ts';
import { trimSpan } from './white-space.ts';

/** A paragraph, and the white space between the one before (or the beginning) and it. */
export interface ParagraphWithGap {
  readonly gapBefore: string;
  readonly text: string;
}

export interface SplitText {
  readonly paragraphs: readonly ParagraphWithGap[];
  /** What follows the last paragraph; the whole text where there is none. */
  readonly gapAfter: string;
}

/**
 * Splits a text into paragraphs without losing a character.
 *
 * `gapBefore + text` of every paragraph, then `gapAfter`, is the input exactly. Gaps are white space only; paragraphs
 * are never empty and neither begin nor end with white space.
 *
 * Blank lines separate paragraphs. In a text that has no blank line between its lines, every line is a paragraph
 * (docs/decisions/0002-lines-are-paragraphs.md). Lines end with LF, CRLF, CR, U+0085, U+2028 or U+2029; a line of white
 * space only is blank.
 */
export function splitParagraphs(text: string): SplitText {
  const body = trimSpan(text, { start: 0, end: text.length });
  if (body.start === body.end) return { paragraphs: [], gapAfter: text };
  const lineBreaks = findLineBreaks(text, body);
  const blankLines = lineBreaks.filter((lineBreak) => lineBreak.newlines > 1);
  const paragraphs: ParagraphWithGap[] = [];
  let gapStart = 0;
  let start = body.start;
  for (const gap of blankLines.length > 0 ? blankLines : lineBreaks) {
    paragraphs.push({ gapBefore: text.slice(gapStart, start), text: text.slice(start, gap.start) });
    gapStart = gap.start;
    start = gap.end;
  }
  paragraphs.push({ gapBefore: text.slice(gapStart, start), text: text.slice(start, body.end) });
  return { paragraphs, gapAfter: text.slice(body.end) };
}

interface LineBreak extends Span {
  readonly newlines: number;
}

/** Every run of white space in `body` that holds a newline. */
function findLineBreaks(text: string, body: Span): readonly LineBreak[] {
  const lineBreaks: LineBreak[] = [];
  forEachLineBreak(text, body, (start, end, newlines) => {
    lineBreaks.push({ start, end, newlines });
  });
  return lineBreaks;
}
