import { thresholds } from './thresholds.ts';

/** True when the target is too short or too long for its source (characters, white space at the ends ignored). */
export function findLengthMismatch(source: string, target: string): boolean {
  const sourceChars = source.trim().length;
  if (sourceChars <= thresholds.leastCharsForRatio) return false;
  const ratio = target.trim().length / sourceChars;
  return ratio < thresholds.leastLengthRatio || ratio > thresholds.mostLengthRatio;
}
