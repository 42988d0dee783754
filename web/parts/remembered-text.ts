import { createCell, type Cell } from './cell.ts';

/** What somebody typed once about themselves: kept over visits where the browser lets us, and for this visit otherwise. */
export function rememberedText(name: string): Cell<string> {
  const key = `muwazi.${name}`;
  const cell = createCell(read(key));
  cell.subscribe(() => {
    try {
      localStorage.setItem(key, cell.get());
    } catch {
      // Storage is switched off or full: it then lasts as long as the page.
    }
  });
  return cell;
}

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
