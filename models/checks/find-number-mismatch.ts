import { extractNumbers } from './extract-numbers.ts';
import { writtenNumbers } from './written-numbers.ts';

/** True when a number stands on one side only, neither in digits nor, if it is small, as a word on the other. */
export function findNumberMismatch(source: string, target: string): boolean {
  return hasOneWithout(source, target) || hasOneWithout(target, source);
}

function hasOneWithout(text: string, other: string): boolean {
  const others = new Set(extractNumbers(other));
  return extractNumbers(text).some(
    (number) => !others.has(number) && writtenNumbers.get(number)?.test(other) !== true,
  );
}
