import { findUnmatchedNumbers } from '../../text/find-unmatched.ts';

/** True when a number stands on one side only, neither in digits nor, if it is small, as a word on the other. */
export function findNumberMismatch(source: string, target: string): boolean {
  return findUnmatchedNumbers(source, target).length > 0 || findUnmatchedNumbers(target, source).length > 0;
}
