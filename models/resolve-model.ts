import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { appError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import type { ModelIdentity } from '../core/segment.ts';
import { findMissingFile } from './engine/model-files.ts';
import { embeddedModelDirectory, embeddedModelId } from './registry/embedded-model.ts';
import { fetchHubModel } from './registry/fetch-hub-model.ts';
import { parseModelChoice } from './registry/model-choice.ts';
import { modelRevision } from './registry/model-revision.ts';
import { preferredModels } from './registry/preferred-models.ts';

export interface ResolvedModel {
  readonly directory: string;
  readonly identity: ModelIdentity;
}

export interface ResolveModelOptions {
  /**
   * `auto`: the best model already in `modelsDir`, else the embedded one; never fetches. `embedded`. A hub id
   * `owner/name`: fetched into `modelsDir/owner/name` unless it is there. A directory: absolute or beginning with `./` or `../`.
   */
  readonly choice: string;
  readonly modelsDir: string;
  readonly log: Logger;
}

/**
 * Finds the files of the chosen model and says which weights they are.
 *
 * Rejects with MODEL_UNKNOWN (no such choice, directory or hub model), MODEL_UNREACHABLE (the hub does not answer),
 * MODEL_FILE_INVALID (a file of the layout is missing).
 */
export async function resolveModel(options: ResolveModelOptions): Promise<ResolvedModel> {
  const { choice, modelsDir, log } = options;
  const parsed = parseModelChoice(choice);
  switch (parsed.kind) {
    case 'auto':
      return describe(await chooseBest(modelsDir));
    case 'embedded':
      return describe(embedded());
    case 'hub':
      return describe(await ensureHubModel(parsed.id, modelsDir, log));
    case 'directory':
      return describe(await requireDirectory(choice, resolve(parsed.path)));
  }
}

interface Found {
  readonly id: string;
  readonly directory: string;
}

async function describe({ id, directory }: Found): Promise<ResolvedModel> {
  return { directory, identity: { id, revision: await modelRevision(directory) } };
}

function embedded(): Found {
  return { id: embeddedModelId, directory: embeddedModelDirectory() };
}

async function chooseBest(modelsDir: string): Promise<Found> {
  for (const id of preferredModels) {
    const directory = hubModelDirectory(modelsDir, id);
    if ((await findMissingFile(directory)) === undefined) return { id, directory };
  }
  return embedded();
}

async function ensureHubModel(id: string, modelsDir: string, log: Logger): Promise<Found> {
  const directory = hubModelDirectory(modelsDir, id);
  if ((await findMissingFile(directory)) !== undefined) await fetchHubModel(id, modelsDir, log);
  return { id, directory };
}

async function requireDirectory(choice: string, directory: string): Promise<Found> {
  const isDirectory = await stat(directory).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isDirectory) throw appError('MODEL_UNKNOWN', [choice]);
  return { id: basename(directory), directory };
}

function hubModelDirectory(modelsDir: string, id: string): string {
  return join(modelsDir, ...id.split('/'));
}
