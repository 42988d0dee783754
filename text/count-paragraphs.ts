import { forEachLineBreak } from './for-each-line-break.ts';
import { trimSpan } from './white-space.ts';

/** How many paragraphs splitParagraphs() makes of `text`, without making them: for texts that may be refused. */
export function countParagraphs(text: string): number {
  const body = trimSpan(text, { start: 0, end: text.length });
  if (body.start === body.end) return 0;
  let lineBreaks = 0;
  let blankLines = 0;
  forEachLineBreak(text, body, (_start, _end, newlines) => {
    lineBreaks += 1;
    if (newlines > 1) blankLines += 1;
  });
  return 1 + (blankLines > 0 ? blankLines : lineBreaks);
}
