import type { AlignedRow } from '../../core/alignment.ts';
import { segmentIdOf, type Segment } from '../../core/segment.ts';

/** A paragraph as it is read for alignment. */
export interface StoredParagraph {
  readonly id: string;
  readonly documentId: string;
  readonly position: number;
  readonly gapBefore: string;
  /** UTF-16 offset of the text in the document. */
  readonly start: number;
  /** What `done` paragraphs have; null for one that is not done, whose text stands in no row. */
  readonly done: {
    readonly text: string;
    readonly segments: readonly StoredSegment[];
    /** Positions of segments that get no row; all get one when absent. What they say but their place does not count. */
    readonly unselected?: ReadonlySet<number>;
  } | null;
}

export interface StoredSegment extends Segment {
  readonly revision: number;
  readonly translatedAt: Date;
}

/*
 * `gap` is the white space since the last segment. It grows over the end of a paragraph, the gaps between paragraphs, and
 * done paragraphs without segments (white space only). A paragraph that is not done breaks it off: a row's gap then
 * reaches back to that paragraph's end, so that `documentStart - gapBefore.length` shows where text is missing.
 *
 * A row is held back until the next one comes: only the last row of the document has a gap after it.
 *
 * A segment that is not selected ends the gap like any other, and gets no row: each row's gap stays the white space right
 * before it.
 */

/** Turns the paragraphs of one document, in order and to the end, into rows. `gapAfter` follows the last paragraph. */
export async function* alignParagraphs(
  paragraphs: AsyncIterable<StoredParagraph>,
  gapAfter: string,
): AsyncGenerator<AlignedRow, void, undefined> {
  let held: AlignedRow | undefined;
  let gap = '';
  let broken = false;
  for await (const paragraph of paragraphs) {
    if (paragraph.done === null) {
      gap = '';
      broken = true;
      continue;
    }
    const { text, segments, unselected } = paragraph.done;
    gap += paragraph.gapBefore;
    let at = 0;
    for (const segment of segments) {
      if (held !== undefined) yield held;
      const gapBefore = gap + text.slice(at, segment.start);
      held = unselected?.has(segment.position) === true ? undefined : toRow(paragraph, segment, gapBefore);
      gap = '';
      broken = false;
      at = segment.end;
    }
    gap += text.slice(at);
  }
  if (held !== undefined) yield broken ? held : { ...held, gapAfter: gap + gapAfter };
}

function toRow(paragraph: StoredParagraph, segment: StoredSegment, gapBefore: string): AlignedRow {
  return {
    ...segment,
    segmentId: segmentIdOf(paragraph.id, segment.position),
    documentId: paragraph.documentId,
    paragraphId: paragraph.id,
    paragraphPosition: paragraph.position,
    documentStart: paragraph.start + segment.start,
    documentEnd: paragraph.start + segment.end,
    gapBefore,
    gapAfter: '',
  };
}
