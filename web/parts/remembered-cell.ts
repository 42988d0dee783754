import { createCell, type Cell } from './cell.ts';

/** A choice of this browser: kept over visits where the browser lets us, and for this visit otherwise. */
export function rememberedCell<Choice extends string>(
  name: string,
  choices: readonly Choice[],
  fallback: Choice,
): Cell<Choice> {
  const key = `muwazi.${name}`;
  const cell = createCell(choices.find((choice) => choice === read(key)) ?? fallback);
  cell.subscribe(() => {
    write(key, cell.get());
  });
  return cell;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is switched off or full: the choice then lasts as long as the page.
  }
}
