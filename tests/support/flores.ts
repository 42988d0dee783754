import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const directory = resolve(import.meta.dirname, '../../../shared/data');

/** FLORES dev (997 sentence pairs) lies beside the repository, not in it; tests that need it skip without. */
export const hasFlores = existsSync(resolve(directory, 'flores-dev.ar'));

/** The first `count` sentences of FLORES dev in a language. */
export function floresLines(language: 'ar' | 'en', count = 997): readonly string[] {
  return readFileSync(resolve(directory, `flores-dev.${language}`), 'utf8')
    .split('\n')
    .slice(0, count);
}
