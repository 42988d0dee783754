import { thresholds } from './thresholds.ts';

/** True when a sequence of four words stands three times or more. Case and punctuation at the edges do not matter. */
export function findRepetition(target: string): boolean {
  const words = target
    .toLowerCase()
    .split(/\s+/u)
    .map((word) => word.replace(/^\p{P}+|\p{P}+$/gu, ''))
    .filter((word) => word !== '');
  const seen = new Map<string, number>();
  for (let at = 0; at + thresholds.repeatedWords <= words.length; at++) {
    const sequence = words.slice(at, at + thresholds.repeatedWords).join(' ');
    const times = (seen.get(sequence) ?? 0) + 1;
    if (times >= thresholds.repeatedTimes) return true;
    seen.set(sequence, times);
  }
  return false;
}
