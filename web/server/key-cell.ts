import { createCell } from '../parts/cell.ts';

/*
 * The key that opens the API, for this tab and its reloads only (sessionStorage). It is sent to the server that the page
 * came from and to nobody else: all requests have addresses without a host.
 */
const name = 'muwazi.key';

export const keyCell = createCell<string | null>(read());

/** Why the page asks for a key; null while nothing is refused. */
export const keyNeededCell = createCell<'missing' | 'invalid' | null>(null);

export function keepKey(key: string | null): void {
  try {
    if (key === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, key);
  } catch {
    // Storage is switched off: the key then lasts until the page is left.
  }
  keyCell.set(key);
  keyNeededCell.set(null);
}

function read(): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}
