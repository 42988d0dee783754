import { foldLines } from './fold-lines.ts';
import type { AlignedParagraph } from './paragraphs-of.ts';

/** The translation of a paragraph as one line of running text: its sentences in order, a space between two. */
export function targetParagraph(paragraph: AlignedParagraph): string {
  return paragraph
    .map((row) => foldLines(row.targetText).trim())
    .filter((sentence) => sentence !== '')
    .join(' ');
}
