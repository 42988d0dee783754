import { limits } from '../core/limits.ts';

/** The name without directories and ending, as one line that a title may be; a file's name may hold anything but `/`. */
export function titleOfFile(name: string): string | undefined {
  const stem = name.replace(/^.*[/\\]/su, '').replace(/(?<=.)\.[^.]*$/su, '');
  return titleOfText(stem);
}

/** A text as a title: one line, cut where titles end; undefined when nothing is left of it. */
export function titleOfText(text: string): string | undefined {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  // Not half of a character at the cut.
  return line === '' ? undefined : line.slice(0, limits.titleChars).replace(/[\uD800-\uDBFF]$/, '');
}
