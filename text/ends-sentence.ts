import { endsWithAbbreviation } from './ends-with-abbreviation.ts';
import type { Enclosures } from './find-enclosures.ts';
import type { TerminatorTail } from './find-terminator-tail.ts';
import { isNewline } from './white-space.ts';

/** A terminator, and what is known about where it stands. */
export interface TerminatorSite {
  readonly text: string;
  readonly enclosures: Enclosures;
  readonly tail: TerminatorTail;
  /** First character of the sentence that may end here. */
  readonly sentenceStart: number;
}

/** Whether a sentence ends after the tail: always, unless one of the rules below knows better. */
export function endsSentence(site: TerminatorSite): boolean {
  return !goesOn.some((rule) => rule(site));
}

/** Each rule knows one reason why the sentence goes on. Their order does not matter to the result. */
const goesOn: readonly ((site: TerminatorSite) => boolean)[] = [
  isInsideEnclosure,
  closesEnclosureOfLongerSentence,
  isWrittenOntoNextWord,
  isFollowedByContinuation,
  isAbbreviation,
  isListMarker,
];

function isInsideEnclosure({ enclosures, tail }: TerminatorSite): boolean {
  return enclosures.isInside(tail.end);
}

/**
 * «هل تأتي؟» سأل الرجل: a bracket, or a quotation that ends with ؟ ! …, is as a rule part of a longer sentence. It is the
 * end of one where the bracket holds the whole sentence, or where a colon led to the quotation (قال: «هل تأتي؟» وأضاف).
 */
function closesEnclosureOfLongerSentence(site: TerminatorSite): boolean {
  const { text, enclosures, tail, sentenceStart } = site;
  let openAt: number | undefined;
  for (let at = tail.marksEnd; at < tail.end; at += 1) openAt = enclosures.openerOf(at) ?? openAt;
  if (openAt === undefined) return false;
  if (bracket.test(text.charAt(openAt))) return openAt !== sentenceStart;
  return tail.kind !== 'stop' && !/:\s?$/.test(text.slice(Math.max(0, openAt - 2), openAt));
}

/**
 * 3.14, example.com, x.y: no white space follows. Newspapers often leave it out after a full word, so that Arabic on both
 * sides counts as a sentence's end after all.
 */
function isWrittenOntoNextWord({ text, enclosures, tail }: TerminatorSite): boolean {
  const next = text.charAt(tail.nextAt);
  if (tail.nextAt > tail.end || next === '' || isNewline(next)) return false;
  const opens = enclosures.roleAt(tail.nextAt) === 'opens';
  if (tail.kind === 'ellipsis' || !(opens || arabicLetter.test(next))) return true;
  if (tail.kind === 'question') return false;
  const before = text.slice(Math.max(0, tail.at - 3), tail.at);
  const after = text.slice(tail.nextAt, tail.nextAt + 2);
  return !(arabicWordEnd.test(before) && (opens || arabicWordStart.test(after)));
}

/** "vs. the", "approx. five", "إلخ. ، وقال": no sentence begins with a small letter or a comma. */
function isFollowedByContinuation({ text, tail }: TerminatorSite): boolean {
  return /^(?:\p{Ll}|[،؛,;:%٪])/u.test(text.slice(tail.nextAt, tail.nextAt + 2));
}

function isAbbreviation({ text, tail }: TerminatorSite): boolean {
  return tail.kind === 'stop' && endsWithAbbreviation(text, tail.at, tail.nextAt);
}

/** "1. ", "٢. ", "3.1. " at the beginning of a sentence numbers it. */
function isListMarker({ text, tail, sentenceStart }: TerminatorSite): boolean {
  const longestMarker = 11;
  if (tail.at - sentenceStart > longestMarker) return false;
  return /^\p{Nd}{1,3}(?:\.\p{Nd}{1,3})*$/u.test(text.slice(sentenceStart, tail.at));
}

const bracket = /[([{\ufd3f]/;
const arabicLetter = /(?=\p{Script=Arabic})\p{L}/u;
const arabicWordEnd = /(?:[\p{Script=Arabic}\u064b-\u0652]{3}|[\p{Nd}»”")])$/u;
const arabicWordStart = /^[\p{Script=Arabic}\u0640\u064b-\u0652]{2}/u;
