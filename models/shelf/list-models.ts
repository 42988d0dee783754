import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import type { ShelfModel } from '../../core/model-shelf.ts';
import { findMissingFile } from '../engine/model-files.ts';
import { embeddedModelDirectory, embeddedModelId } from '../registry/embedded-model.ts';
import { listManifests } from '../registry/find-manifests.ts';
import { readRecord } from '../registry/installed-model.ts';
import { layoutManifest } from '../registry/layout-manifest.ts';
import type { ModelManifest } from '../registry/model-manifest.ts';
import { modelRevision } from '../registry/model-revision.ts';
import { modelDirectory } from '../registry/models-directory.ts';
import { findUsers } from '../registry/model-users.ts';
import { resolveModel } from '../resolve-model.ts';
import { directorySize } from './directory-size.ts';
import { factsOf } from './facts-of.ts';

/** Models that are here, by rank and then by name, then those worth fetching. */
export async function listModels(modelsDir: string, log: Logger): Promise<readonly ShelfModel[]> {
  const manifests = await listManifests(modelsDir, log);
  const pulled = await findPulled(modelsDir);
  const auto = await resolveModel({ choice: 'auto', modelsDir, log }).catch((error: unknown) => {
    // A damaged model is for `verify` to tell of; the list shows that nobody would be taken.
    if (!(error instanceof AppError)) throw error;
    return undefined;
  });
  const described = (id: string): ModelManifest =>
    manifests.find((one) => one.id === id) ?? layoutManifest(id);
  const here: ShelfModel[] = [];
  for (const id of [...pulled, embeddedModelId]) {
    const state = id === embeddedModelId ? 'embedded' : 'pulled';
    const directory = state === 'embedded' ? embeddedModelDirectory() : modelDirectory(modelsDir, id);
    const record = await readRecord(directory).catch(() => undefined);
    here.push({
      // The manifest may have been measured or corrected after the model was fetched.
      ...factsOf(merge(described(id), record)),
      state,
      revision: await modelRevision(directory),
      directory,
      bytes: await directorySize(directory),
      auto: auto?.directory === directory,
      usedBy: await findUsers(modelsDir, id),
    });
  }
  const pullable = manifests
    .filter(({ id }) => id !== embeddedModelId && !pulled.includes(id))
    .map((manifest): ShelfModel => ({ ...factsOf(manifest), ...notHere }));
  const rankOf = ({ id }: ShelfModel): number => described(id).rank ?? -1;
  const byRank = (one: ShelfModel, other: ShelfModel): number =>
    rankOf(other) - rankOf(one) || one.id.localeCompare(other.id);
  return [...here.toSorted(byRank), ...pullable.toSorted(byRank)];
}

const notHere = {
  state: 'pullable',
  revision: null,
  directory: null,
  bytes: null,
  auto: false,
  usedBy: [],
} as const;

/** A model without a manifest has its licence from its card, which only the record knows. */
function merge(manifest: ModelManifest, record: ModelManifest | undefined): ModelManifest {
  return manifest.about === '' && record !== undefined ? record : manifest;
}

/** Hub ids of the whole models in `modelsDir`, which has them as `owner/name`. */
async function findPulled(modelsDir: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const owner of await directoriesIn(modelsDir)) {
    for (const name of await directoriesIn(join(modelsDir, owner))) {
      if ((await findMissingFile(join(modelsDir, owner, name))) === undefined) ids.push(`${owner}/${name}`);
    }
  }
  return ids;
}

/** Names without a dot at the beginning: those are ours. */
async function directoriesIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
}
