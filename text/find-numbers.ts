import type { Span } from './span.ts';
import { westernDigit } from './western-digit.ts';

export interface FoundNumber extends Span {
  /** In plain digits: the same for every way to write this number. */
  readonly value: string;
}

/**
 * The numbers that stand in `text` in digits, in order. Their values are comparable: Arabic-Indic and Persian digits are mapped
 * to 0–9, separators of thousands are dropped, the Arabic decimal separator becomes a point.
 *
 * @see Unicode, U+0660–0669, U+06F0–06F9 (digits), U+066B (decimal separator), U+066C (thousands separator)
 */
export function findNumbers(text: string): readonly FoundNumber[] {
  // One code unit for one: the places are those in `text`.
  const western = text
    .replace(/[٠-٩۰-۹]/gu, westernDigit)
    .replaceAll('\u066B', '.')
    .replaceAll('\u066C', ',');
  return [...western.matchAll(/\d+(?:[.,]\d+)*/gu)].map(({ 0: number, index }) => ({
    start: index,
    end: index + number.length,
    value: withoutThousands(number),
  }));
}

/** 1,234,567 → 1234567; 1,5 stays as 1.5 so that both ways to write a fraction are one. */
function withoutThousands(number: string): string {
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(number)) return trimZeros(number.replaceAll(',', ''));
  if (/^\d{1,3}(?:\.\d{3}){2,}$/u.test(number)) return trimZeros(number.replaceAll('.', ''));
  return trimZeros(number.replaceAll(',', '.'));
}

/** 2.50 and 2.5, 07 and 7 are the same number. */
function trimZeros(number: string): string {
  const [whole = '', ...fraction] = number.split('.');
  const trimmedWhole = whole.replace(/^0+(?=\d)/u, '');
  if (fraction.length !== 1) return [trimmedWhole, ...fraction].join('.');
  const trimmedFraction = fraction.join('').replace(/0+$/u, '');
  return trimmedFraction === '' ? trimmedWhole : `${trimmedWhole}.${trimmedFraction}`;
}
