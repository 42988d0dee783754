import type { Enclosures } from './find-enclosures.ts';
import { isWhiteSpace, skipWhiteSpaceInLine } from './white-space.ts';

/** A terminator with everything after it that belongs to the same sentence: "؟!", ".»", ". . .", "! )". */
export interface TerminatorTail {
  /** The first terminator. */
  readonly at: number;
  /** After the last mark of the tail. */
  readonly end: number;
  /** After the last terminator of the tail; closing marks may follow up to `end`. */
  readonly marksEnd: number;
  /** Where the text goes on: the next character that is no white space, a newline, or the end of the text. */
  readonly nextAt: number;
  /** One full stop; several or "…"; or anything with ! ? ؟. */
  readonly kind: 'stop' | 'ellipsis' | 'question';
}

/** Everything that may end a sentence except a newline, which always does. */
export const terminators = '.!?؟…۔';

export function findTerminatorTail(text: string, at: number, enclosures: Enclosures): TerminatorTail {
  let marksEnd = at;
  let marks = '';
  let end = at;
  for (;;) {
    for (; isTailMark(text, end, enclosures); end += 1) {
      if (!isTerminator(text.charAt(end))) continue;
      marks = remember(marks, text.charAt(end));
      marksEnd = end + 1;
    }
    const nextAt = skipWhiteSpaceInLine(text, end);
    if (nextAt === end || !standsAlone(text, nextAt, enclosures)) {
      return { at, end, marksEnd, nextAt, kind: kindOf(marks) };
    }
    end = nextAt;
  }
}

/** Enough to tell the kind; a tail may be as long as the text. */
function remember(marks: string, mark: string): string {
  return marks.length < 2 || question.test(mark) ? (marks + mark).slice(-2) : marks;
}

function kindOf(marks: string): TerminatorTail['kind'] {
  if (question.test(marks)) return 'question';
  return marks.length > 1 || marks === '…' ? 'ellipsis' : 'stop';
}

function isTailMark(text: string, at: number, enclosures: Enclosures): boolean {
  const char = text.charAt(at);
  if (isTerminator(char)) return true;
  if (char === "'" || char === '’') return !letterOrDigit.test(text.charAt(at + 1));
  return enclosures.roleAt(at) === 'closes' || invisible.test(char);
}

/** A tail mark after white space belongs to the tail only if nothing is written onto it: ". ." but not ". .NET". */
function standsAlone(text: string, at: number, enclosures: Enclosures): boolean {
  const char = text.charAt(at);
  if (!isTerminator(char) && enclosures.roleAt(at) !== 'closes') return false;
  const after = text.charAt(at + 1);
  return after === '' || isWhiteSpace(after) || isTailMark(text, at + 1, enclosures);
}

function isTerminator(char: string): boolean {
  return char !== '' && terminators.includes(char);
}

const question = /[!?؟]/;
const letterOrDigit = /[\p{L}\p{N}]/u;
const invisible = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
