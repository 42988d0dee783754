/** Clause marks with the white space after them: a good place to cut a sentence. */
const clauseEnd = /[؛،:;,](?=\s)/gu;
const space = /\s/gu;

/**
 * Splits `text` into pieces that each satisfy `fits`, or are a single character; together they hold every character
 * that is not white space, in order.
 *
 * Halves a piece until it fits: at the clause mark nearest to its middle, else at the white space nearest to it, else
 * between two code points.
 */
export function splitLongSentence(text: string, fits: (piece: string) => boolean): readonly string[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (fits(trimmed)) return [trimmed];
  const at = cutNearMiddle(trimmed);
  if (at === undefined) return [trimmed];
  return [...splitLongSentence(trimmed.slice(0, at), fits), ...splitLongSentence(trimmed.slice(at), fits)];
}

function cutNearMiddle(text: string): number | undefined {
  return nearestToMiddle(text, clauseEnd) ?? nearestToMiddle(text, space) ?? codePointNearMiddle(text);
}

/** The end of the match nearest to the middle; none in the outer quarters, so that pieces shrink and stay readable. */
function nearestToMiddle(text: string, mark: RegExp): number | undefined {
  const middle = text.length / 2;
  let nearest: number | undefined;
  for (const match of text.matchAll(mark)) {
    const end = match.index + match[0].length;
    if (Math.abs(end - middle) > text.length / 4) continue;
    if (nearest === undefined || Math.abs(end - middle) < Math.abs(nearest - middle)) nearest = end;
  }
  return nearest;
}

function codePointNearMiddle(text: string): number | undefined {
  const middle = Math.floor(text.length / 2);
  const insidePair =
    /[\uD800-\uDBFF]/u.test(text.charAt(middle - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(middle));
  const at = insidePair ? middle + 1 : middle;
  return at > 0 && at < text.length ? at : undefined;
}
