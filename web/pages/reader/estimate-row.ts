import type { Segment } from '../../server/client.ts';

const oneColumnBelowPx = 640;
const widestPx = 1_280;
const lineHeightPx = 32;
const charPx = 8;
const paddingPx = 18;

/** About how high a sentence will be, so that the scroll bar is about right before it was seen. */
export function estimateRowPx(segment: Segment | undefined, pageWidthPx: number): number {
  if (segment === undefined) return lineHeightPx + paddingPx;
  const isOneColumn = pageWidthPx < oneColumnBelowPx;
  const columnPx = isOneColumn ? pageWidthPx - 40 : Math.min(pageWidthPx, widestPx) / 2 - 60;
  const linesOf = (text: string): number => Math.max(1, Math.ceil((text.length * charPx) / columnPx));
  const [source, target] = [linesOf(segment.source), linesOf(segment.target)];
  const lines = isOneColumn ? source + target : Math.max(source, target);
  return lines * lineHeightPx + paddingPx + (segment.flags.length > 0 ? 24 : 0);
}
