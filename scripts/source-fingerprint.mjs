// @ts-check
import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/**
 * A text that changes whenever a compiled source, or how it is compiled, changes, appears or goes away.
 * From path, size and date of each file; reading 200 files would take longer than all the rest.
 *
 * @param {string} root
 */
export async function fingerprintSources(root) {
  /** @type {{ include: readonly string[] }} */
  const { include } = JSON.parse(await readFile(join(root, 'tsconfig.build.json'), 'utf8'));
  const configs = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
  const folders = await Promise.all(include.map((folder) => listSources(root, folder)));
  return fingerprint(root, [...configs, ...folders.flat()]);
}

/**
 * The same of the pages in web/: all that stands there, and the pure folders that they share with the server.
 *
 * @param {string} root
 */
export async function fingerprintPages(root) {
  const names = await readdir(join(root, 'web'), { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile() && !entry.name.includes('.gen.d.ts'))
    .map((entry) => join(relative(root, entry.parentPath), entry.name));
  const shared = await Promise.all(['core', 'text'].map((folder) => listSources(root, folder)));
  return fingerprint(root, ['tsconfig.json', 'package-lock.json', ...files, ...shared.flat()]);
}

/**
 * @param {string} root
 * @param {readonly string[]} unordered
 */
async function fingerprint(root, unordered) {
  const paths = [...unordered].sort();
  const lines = await Promise.all(paths.map((path) => describe(root, path)));
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {Promise<readonly string[]>}
 */
async function listSources(root, folder) {
  const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

/**
 * @param {string} root
 * @param {string} path
 */
async function describe(root, path) {
  const { size, mtimeMs } = await stat(join(root, path));
  return `${path} ${String(size)} ${String(mtimeMs)}`;
}
