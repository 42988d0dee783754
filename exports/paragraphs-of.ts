import type { AlignedRow } from '../core/alignment.ts';

/** The rows of one paragraph, in order; never empty. */
export type AlignedParagraph = readonly [AlignedRow, ...AlignedRow[]];

/** Rows of a document gathered by paragraph. Holds one paragraph at a time, which `core/limits.ts` bounds. */
export async function* paragraphsOf(rows: AsyncIterable<AlignedRow>): AsyncGenerator<AlignedParagraph> {
  let paragraph: [AlignedRow, ...AlignedRow[]] | undefined;
  for await (const row of rows) {
    if (paragraph?.[0].paragraphId === row.paragraphId) {
      paragraph.push(row);
      continue;
    }
    if (paragraph !== undefined) yield paragraph;
    paragraph = [row];
  }
  if (paragraph !== undefined) yield paragraph;
}
