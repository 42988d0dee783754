// @ts-check
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage */

/**
 * True when node_modules holds what package-lock.json asks for.
 *
 * Compares versions with npm's own record of what it installed (node_modules/.package-lock.json), not dates: a checkout
 * or a copy changes dates. Packages for other platforms may be absent.
 *
 * @param {string} root
 */
export async function isInstalled(root) {
  const wanted = await readPackages(join(root, 'package-lock.json'));
  const present = await readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  const wantedOnes = Object.entries(wanted).filter(([path]) => path !== '');
  const complete = wantedOnes.every(([path, one]) =>
    present[path] === undefined ? one.optional === true : present[path].version === one.version,
  );
  return complete && Object.keys(present).every((path) => wanted[path] !== undefined);
}

/**
 * @param {string} path
 * @returns {Promise<Record<string, LockedPackage> | undefined>}
 */
async function readPackages(path) {
  try {
    /** @type {{ packages: Record<string, LockedPackage> }} */
    const lock = JSON.parse(await readFile(path, 'utf8'));
    return lock.packages;
  } catch {
    return undefined;
  }
}
