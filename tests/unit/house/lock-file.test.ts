import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

interface LockedPackage {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const path = resolve(import.meta.dirname, '../../../package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const packages = Object.entries(lock.packages);

/** docs/decisions/0006: npm leaves them out in silence when a registry lacks them, and `npm ci` refuses the file elsewhere. */
test('the lock file names the binaries of every platform, so that "npm ci" works on all of them', () => {
  const named = packages.flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies));
  expect(named.length).toBeGreaterThan(0);
  const missing = named.filter((name) => !packages.some(([place]) => place.endsWith(`node_modules/${name}`)));
  expect(missing).toEqual([]);
});
