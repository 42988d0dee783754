import { isNewline, isWhiteSpace } from './white-space.ts';

/** The quotation marks and brackets of a paragraph. */
export interface Enclosures {
  roleAt(at: number): 'opens' | 'closes' | undefined;
  /** Whether the place before `at` lies between the marks of a pair. */
  isInside(at: number): boolean;
  /** The opening mark of the pair that closes at `closeAt`. */
  openerOf(closeAt: number): number | undefined;
}

/**
 * The longest pair that counts, in code units. A longer quotation is several sentences and is split like any other
 * text, and a mark that was never closed reaches no further than this.
 */
const longestPairChars = 200;

/**
 * Pairs quotation marks («» ‹› “” „ ") and brackets on each line, in linear time.
 *
 * Which way a quotation mark faces is read from its neighbours first and from its shape last: Arabic text holds “ ”
 * both ways round and " has only one shape. Brackets nest; quotation marks of one family do not.
 *
 * A mark without a partner has a role but encloses nothing.
 */
export function findEnclosures(text: string): Enclosures {
  const roles = new Map<number, 'opens' | 'closes'>();
  const openers = new Map<number, number>();
  const open = new Map<string, number[]>();
  for (const { 0: mark, index: at } of text.matchAll(marks)) {
    if (isNewline(mark)) {
      open.clear();
      continue;
    }
    const family = families.find((members) => members.includes(mark)) ?? mark;
    const waiting = open.get(family) ?? [];
    open.set(family, waiting);
    const isQuote = quotes.has(mark);
    const role = isQuote ? roleOfQuote(text, at, waiting) : roleOfBracket(mark);
    roles.set(at, role);
    if (role === 'opens') {
      if (isQuote) waiting.length = 0;
      waiting.push(at);
    } else {
      const openAt = waiting.pop();
      if (openAt !== undefined && at - openAt <= longestPairChars) openers.set(at, openAt);
    }
  }
  const depths = depthsOf(openers, text.length);
  return {
    roleAt: (at) => roles.get(at),
    isInside: (at) => (depths[at] ?? 0) > 0,
    openerOf: (closeAt) => openers.get(closeAt),
  };
}

const marks = /["“”„‟«»‹›()[\]{}\ufd3e\ufd3f\n\r\u0085\u2028\u2029]/g;
const quotes: ReadonlySet<string> = new Set('"“”„‟«»‹›');
// U+FD3F opens and U+FD3E closes (ornate parentheses), whatever their names say.
const openingBrackets: ReadonlySet<string> = new Set('([{\ufd3f');

/** Marks that pair with each other. */
const families = ['"“”„‟', '«»', '‹›', '()', '[]', '{}', '\ufd3e\ufd3f'] as const;

function roleOfBracket(mark: string): 'opens' | 'closes' {
  return openingBrackets.has(mark) ? 'opens' : 'closes';
}

function roleOfQuote(text: string, at: number, waiting: readonly number[]): 'opens' | 'closes' {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + 1);
  const isFreeBefore = before === '' || isWhiteSpace(before) || openingBrackets.has(before);
  const isFreeAfter = after === '' || isWhiteSpace(after) || followsClosing.test(after);
  if (isFreeBefore !== isFreeAfter) return isFreeBefore ? 'opens' : 'closes';
  const mark = text.charAt(at);
  if (mark === '«' || mark === '‹') return 'opens';
  if (mark === '»' || mark === '›') return 'closes';
  return waiting.length > 0 ? 'closes' : 'opens';
}

const followsClosing = /[.,;:!?،؛؟۔…)\]}\ufd3e]/;

/** For every place in the text, how many pairs are open there. */
function depthsOf(openers: ReadonlyMap<number, number>, length: number): Int32Array {
  const depths = new Int32Array(length + 2);
  for (const [closeAt, openAt] of openers) {
    depths[openAt + 1] = (depths[openAt + 1] ?? 0) + 1;
    depths[closeAt + 1] = (depths[closeAt + 1] ?? 0) - 1;
  }
  for (let at = 1; at < depths.length; at += 1) depths[at] = (depths[at] ?? 0) + (depths[at - 1] ?? 0);
  return depths;
}
