const rightToLeftIsolate = '\u2067';
const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';

/*
 * Unicode UAX #9. A terminal that knows both directions would otherwise let an Arabic text pull the numbers and bars
 * beside it to its other side; one that does not shows nothing for these characters.
 */

/** Arabic text that stays together and right-to-left whatever stands beside it. */
export function isolateArabic(text: string): string {
  return text === '' ? '' : `${rightToLeftIsolate}${withoutControls(text)}${popIsolate}`;
}

/** Text in whatever direction its first letter has. */
export function isolateText(text: string): string {
  return text === '' ? '' : `${firstStrongIsolate}${withoutControls(text)}${popIsolate}`;
}

/**
 * What would steer the terminal (escape sequences) or end the isolate from within. Articles come from anywhere; they are
 * shown, and never obeyed.
 */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ');
}
