import { Parser } from 'htmlparser2';
import { appError } from '../core/app-error.ts';
import { extractLimits } from './extract-limits.ts';

const { htmlElements, htmlDepth } = extractLimits;
/** Looked at between two pieces, so that a page that is too much is put away early. */
const pieceChars = 64 * 1024;

/** Throws FILE_TOO_COMPLEX for a page of too many elements, or too many inside one another, before a tree is made of it. */
export function refuseHugePage(html: string): void {
  let elements = 0;
  let depth = 0;
  let deepest = 0;
  const parser = new Parser({
    onopentagname: () => {
      elements += 1;
      depth += 1;
      deepest = Math.max(deepest, depth);
    },
    onclosetag: () => {
      depth -= 1;
    },
  });
  for (let at = 0; at < html.length; at += pieceChars) {
    parser.write(html.slice(at, at + pieceChars));
    if (elements > htmlElements) throw tooComplex(`the page has more than ${htmlElements} elements`);
    if (deepest > htmlDepth)
      throw tooComplex(`the page has more than ${htmlDepth} elements inside one another`);
  }
}

function tooComplex(why: string): Error {
  return appError('FILE_TOO_COMPLEX', [why], { details: { why } });
}
