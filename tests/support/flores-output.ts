import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What another system makes of FLORES dev, one translation per sentence; there wherever FLORES dev is. */
export function floresOutput(system: string): readonly string[] {
  const file = resolve(import.meta.dirname, `../../../shared/data/flores-dev.${system}.en`);
  return readFileSync(file, 'utf8').split('\n').slice(0, 997);
}
