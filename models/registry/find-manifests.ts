import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../core/logger.ts';
import { AppError } from '../../core/app-error.ts';
import { readManifest, type ModelManifest } from './model-manifest.ts';
import { manifestsDirectory } from './models-directory.ts';
import { packageRoot } from './package-root.ts';

/** The manifests that come with Muwazi. */
export async function shippedManifests(): Promise<readonly ModelManifest[]> {
  const directory = join(packageRoot(), 'models', 'registry', 'manifests');
  return Promise.all((await jsonFilesIn(directory)).map((file) => readManifest(file)));
}

/**
 * Manifests that come with Muwazi, and those in `modelsDir/manifests`, which stand before a shipped one of the same id.
 * One that cannot be read is left out, with a warning; findManifest() rejects for it.
 */
export async function listManifests(modelsDir: string, log: Logger): Promise<readonly ModelManifest[]> {
  const own: ModelManifest[] = [];
  for (const file of await jsonFilesIn(manifestsDirectory(modelsDir))) {
    try {
      own.push(await readManifest(file));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.warn({ file, reason: error.message }, 'a model manifest cannot be used');
    }
  }
  const shipped = await shippedManifests();
  return [...own, ...shipped.filter(({ id }) => !own.some((one) => one.id === id))];
}

/**
 * The manifest of `id`, undefined when nobody wrote one. Rejects with MODEL_MANIFEST_INVALID when one of
 * `modelsDir/manifests` cannot be read: it may be the one that is meant.
 */
export async function findManifest(modelsDir: string, id: string): Promise<ModelManifest | undefined> {
  const files = await jsonFilesIn(manifestsDirectory(modelsDir));
  const own = await Promise.all(files.map((file) => readManifest(file)));
  return [...own, ...(await shippedManifests())].find((one) => one.id === id);
}

async function jsonFilesIn(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(() => []);
  return names
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => join(directory, name));
}
