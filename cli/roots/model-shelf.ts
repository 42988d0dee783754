import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import { findMissingFile } from '../../models/engine/model-files.ts';
import { embeddedModelDirectory, embeddedModelId } from '../../models/registry/embedded-model.ts';
import { parseModelChoice } from '../../models/registry/model-choice.ts';
import { preferredModels } from '../../models/registry/preferred-models.ts';
import { resolveModel, type ResolvedModel } from '../../models/resolve-model.ts';

/** A model one can choose. */
export interface ShelfModel {
  readonly id: string;
  /** `pullable`: known to be good and not here yet. */
  readonly state: 'embedded' | 'pulled' | 'pullable';
  readonly directory: string | null;
  /** On disk, with what was prepared from it; null where it is not here. */
  readonly bytes: number | null;
  /** Whether `auto` takes it now. */
  readonly auto: boolean;
}

export interface PulledModel extends ResolvedModel {
  readonly bytes: number;
}

/** The embedded model, those in `modelsDir`, and those worth pulling; best first as far as that is known. */
export async function listModels(modelsDir: string, log: Logger): Promise<readonly ShelfModel[]> {
  const auto = await resolveModel({ choice: 'auto', modelsDir, log });
  const pulled = await findPulled(modelsDir);
  const rank = (id: string): number =>
    preferredModels.includes(id) ? preferredModels.indexOf(id) : Infinity;
  const here = await Promise.all(
    pulled
      .toSorted((one, other) => rank(one) - rank(other) || one.localeCompare(other))
      .map((id) => describeHere(id, 'pulled', join(modelsDir, id), auto)),
  );
  const embedded = await describeHere(embeddedModelId, 'embedded', embeddedModelDirectory(), auto);
  const pullable = preferredModels
    .filter((id) => !pulled.includes(id))
    .map((id) => ({ id, state: 'pullable', directory: null, bytes: null, auto: false }) as const);
  return [...here, embedded, ...pullable];
}

async function describeHere(
  id: string,
  state: 'embedded' | 'pulled',
  directory: string,
  auto: ResolvedModel,
): Promise<ShelfModel> {
  return { id, state, directory, bytes: await sizeOf(directory), auto: auto.directory === directory };
}

/** Fetches the hub model `id` unless it is there. Rejects as resolveModel() does, and with ARGUMENTS_INVALID for what is no hub id. */
export async function pullModel(id: string, modelsDir: string, log: Logger): Promise<PulledModel> {
  const isHubId = parseModelChoice(id).kind === 'hub';
  if (!isHubId) throw appError('ARGUMENTS_INVALID', [`"${id}" is not a hub id such as owner/name.`]);
  const resolved = await resolveModel({ choice: id, modelsDir, log });
  return { ...resolved, bytes: await sizeOf(resolved.directory) };
}

/** A model that is here, and what its makers say of it; null where they sent no card along. Rejects with MODEL_UNKNOWN. */
export async function readModelCard(
  choice: string,
  modelsDir: string,
  log: Logger,
): Promise<PulledModel & { readonly card: string | null }> {
  const parsed = parseModelChoice(choice === embeddedModelId ? 'embedded' : choice);
  const isAbsent =
    parsed.kind === 'hub' && (await findMissingFile(join(modelsDir, ...parsed.id.split('/')))) !== undefined;
  if (isAbsent) throw appError('MODEL_UNKNOWN', [choice]);
  const resolved = await resolveModel({
    choice: parsed.kind === 'embedded' ? 'embedded' : choice,
    modelsDir,
    log,
  });
  const cards = await Promise.all(
    ['MODEL_CARD.md', 'README.md'].map((name) =>
      readFile(join(resolved.directory, name), 'utf8').catch(() => null),
    ),
  );
  return {
    ...resolved,
    bytes: await sizeOf(resolved.directory),
    card: cards.find((card) => card !== null) ?? null,
  };
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

async function directoriesIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function sizeOf(directory: string): Promise<number> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((total, size) => total + size, 0);
}
