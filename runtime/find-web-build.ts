import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { findPackageRoot } from './find-package-root.ts';

/** The directory with the built web interface; undefined where it was not built. */
export async function findWebBuild(): Promise<string | undefined> {
  const directory = join((await findPackageRoot()).directory, 'dist', 'web');
  return access(join(directory, 'index.html')).then(
    () => directory,
    () => undefined,
  );
}
