import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPackageRoot } from './find-package-root.ts';

/** The article that ships with Muwazi. */
export async function readSample(): Promise<string> {
  return readFile(join((await findPackageRoot()).directory, 'samples', 'article.ar.txt'), 'utf8');
}
