import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { appError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import type { ModelIdentity } from '../core/segment.ts';
import { findMissingFile } from './engine/model-files.ts';
import { readHubSettings, type HubSettings } from './hub/hub-settings.ts';
import { pullModel } from './hub/pull-model.ts';
import { readChosenModel } from './registry/chosen-model.ts';
import { embeddedModelDirectory, embeddedModelId } from './registry/embedded-model.ts';
import { findFaults } from './registry/find-faults.ts';
import { findManifest, listManifests } from './registry/find-manifests.ts';
import { readRecord } from './registry/installed-model.ts';
import { layoutManifest } from './registry/layout-manifest.ts';
import { parseModelChoice } from './registry/model-choice.ts';
import { modelRevision } from './registry/model-revision.ts';
import { modelDirectory } from './registry/models-directory.ts';

export interface ResolvedModel {
  readonly directory: string;
  readonly identity: ModelIdentity;
}

export interface ResolveModelOptions {
  /**
   * `auto`: what `muwazi models use` chose, else the best model in `modelsDir`, else the embedded one; never fetches.
   * `embedded`. A hub id `owner/name`: fetched into `modelsDir/owner/name` unless it is there. A directory: absolute or
   * beginning with `./` or `../`.
   */
  readonly choice: string;
  readonly modelsDir: string;
  readonly log: Logger;
  /** Where to fetch from; what the environment says unless given. */
  readonly hub?: HubSettings;
}

/**
 * Finds the files of the chosen model and says which weights they are.
 *
 * Rejects with MODEL_UNKNOWN (no such choice, directory or hub model), MODEL_FILE_INVALID (a file of the layout is
 * missing), MODEL_DAMAGED (its files are not those that were fetched), and as ModelShelf.pull() does where it has to
 * be fetched.
 */
export async function resolveModel(options: ResolveModelOptions): Promise<ResolvedModel> {
  const { choice } = options;
  const parsed = parseModelChoice(choice);
  switch (parsed.kind) {
    case 'auto':
      return describe(await chooseModel(options));
    case 'embedded':
      return describe(embedded());
    case 'hub':
      return describe(await ensureHubModel(parsed.id, options));
    case 'directory':
      return describe(await requireDirectory(choice, resolve(parsed.path)));
  }
}

interface Found {
  readonly id: string;
  readonly directory: string;
}

async function describe({ id, directory }: Found): Promise<ResolvedModel> {
  const revision = await modelRevision(directory);
  const record = await readRecord(directory);
  // Reading all bytes a second time is for the sentence that names the file.
  if (record?.revision !== undefined && record.revision !== revision) {
    const [fault] = await findFaults(directory, record);
    throw appError('MODEL_DAMAGED', [fault?.file ?? 'A file', id], { details: { id, directory } });
  }
  return { directory, identity: { id, revision } };
}

function embedded(): Found {
  return { id: embeddedModelId, directory: embeddedModelDirectory() };
}

async function chooseModel({ modelsDir, log }: ResolveModelOptions): Promise<Found> {
  const chosen = await readChosenModel(modelsDir, log);
  if (chosen === 'embedded') return embedded();
  if (chosen !== undefined) {
    const found = await findHere(modelsDir, chosen);
    if (found !== undefined) return found;
    log.warn({ model: chosen }, 'the chosen model is not here any more; the best one that is here is taken');
  }
  return chooseBest(modelsDir, log);
}

async function chooseBest(modelsDir: string, log: Logger): Promise<Found> {
  const manifests = await listManifests(modelsDir, log);
  const ranked = manifests
    .filter(
      ({ rank, languages }) => rank !== undefined && languages?.source === 'ar' && languages.target === 'en',
    )
    .toSorted((one, other) => (other.rank ?? 0) - (one.rank ?? 0));
  for (const { id } of ranked) {
    const found = await findHere(modelsDir, id);
    if (found !== undefined) return found;
  }
  return embedded();
}

async function findHere(modelsDir: string, id: string): Promise<Found | undefined> {
  if (id === embeddedModelId) return embedded();
  const directory = modelDirectory(modelsDir, id);
  return (await findMissingFile(directory)) === undefined ? { id, directory } : undefined;
}

async function ensureHubModel(id: string, { modelsDir, log, hub }: ResolveModelOptions): Promise<Found> {
  const found = await findHere(modelsDir, id);
  if (found !== undefined) return found;
  const manifest = (await findManifest(modelsDir, id)) ?? layoutManifest(id);
  await pullModel({ manifest, modelsDir, log, hub: hub ?? readHubSettings(process.env) });
  return { id, directory: modelDirectory(modelsDir, id) };
}

async function requireDirectory(choice: string, directory: string): Promise<Found> {
  const isDirectory = await stat(directory).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isDirectory) throw appError('MODEL_UNKNOWN', [choice]);
  return { id: basename(directory), directory };
}
