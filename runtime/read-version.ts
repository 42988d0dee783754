import { findPackageRoot } from './find-package-root.ts';

/** The version in our package.json. */
export async function readVersion(): Promise<string> {
  return (await findPackageRoot()).version;
}
