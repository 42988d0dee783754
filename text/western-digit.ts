/** The digit 0–9 of an Arabic-Indic (U+0660–0669) or Persian one (U+06F0–06F9). */
export function westernDigit(digit: string): string {
  // Both ranges begin at a code point divisible by 16, so the low four bits are the value.
  return String((digit.codePointAt(0) ?? 0) & 0xf);
}
