import { appError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import type { ModelShelf, PulledModel, PullOptions, Verification } from '../../core/model-shelf.ts';
import type { ModelIdentity } from '../../core/segment.ts';
import { findMissingFile } from '../engine/model-files.ts';
import { readHubSettings, type HubSettings } from '../hub/hub-settings.ts';
import { pullModel } from '../hub/pull-model.ts';
import { forgetChosenModel, writeChosenModel } from '../registry/chosen-model.ts';
import { embeddedModelDirectory, embeddedModelId } from '../registry/embedded-model.ts';
import { findFaults } from '../registry/find-faults.ts';
import { findManifest } from '../registry/find-manifests.ts';
import { readRecord, recordedFiles } from '../registry/installed-model.ts';
import { layoutManifest, noAssertion } from '../registry/layout-manifest.ts';
import { parseModelChoice } from '../registry/model-choice.ts';
import { modelDirectory } from '../registry/models-directory.ts';
import { resolveModel } from '../resolve-model.ts';
import { directorySize } from './directory-size.ts';
import { listModels } from './list-models.ts';
import { describeModel } from './model-card.ts';
import { removeModel } from './remove-model.ts';

export interface ModelShelfOptions {
  readonly modelsDir: string;
  readonly log: Logger;
  /** Where to fetch from; what the environment says unless given. */
  readonly hub?: HubSettings;
  /** For tests: the disk as this says it is. */
  readonly freeBytes?: (directory: string) => Promise<number>;
}

/** The shelf of the models in `modelsDir`, the embedded one, and those that manifests tell of. */
export function openModelShelf(options: ModelShelfOptions): ModelShelf {
  const { modelsDir, log } = options;
  return {
    list: () => listModels(modelsDir, log),
    pull: (id, pullOptions = {}) => pull(id, options, pullOptions),
    verify: (id) => verify(id, modelsDir),
    remove: (id, removal = {}) => removeModel(id, { ...options, ...removal }),
    use: (choice) => use(choice, options),
    card: async (choice) => describeModel(await resolveHere(choice, options)),
  };
}

async function pull(id: string, options: ModelShelfOptions, pullOptions: PullOptions): Promise<PulledModel> {
  const { modelsDir, log } = options;
  if (parseModelChoice(embeddedOr(id)).kind === 'embedded') return described('embedded', options, 'present');
  if (parseModelChoice(id).kind !== 'hub') throw appError('MODEL_UNKNOWN', [id]);
  const manifest = (await findManifest(modelsDir, id)) ?? layoutManifest(id);
  const outcome = await pullModel({
    ...pullOptions,
    manifest,
    modelsDir,
    log,
    hub: options.hub ?? readHubSettings(process.env),
    ...(options.freeBytes === undefined ? {} : { freeBytes: options.freeBytes }),
  });
  return described(id, options, outcome);
}

async function described(
  choice: string,
  options: ModelShelfOptions,
  outcome: 'fetched' | 'present',
): Promise<PulledModel> {
  const { directory, identity } = await resolveHere(choice, options);
  const bytes = await directorySize(directory);
  const manifest = (await readRecord(directory)) ?? (await findManifest(options.modelsDir, identity.id));
  return {
    directory,
    identity,
    bytes,
    licence: manifest?.licence ?? noAssertion,
    fetched: outcome === 'fetched',
  };
}

async function verify(id: string, modelsDir: string): Promise<Verification> {
  const choice = parseModelChoice(embeddedOr(id));
  if (choice.kind === 'embedded') {
    const manifest = await findManifest(modelsDir, embeddedModelId);
    return compare(embeddedModelId, embeddedModelDirectory(), manifest);
  }
  if (choice.kind !== 'hub') throw appError('MODEL_UNKNOWN', [id]);
  const directory = modelDirectory(modelsDir, id);
  const record = await readRecord(directory);
  if (record === undefined && (await findMissingFile(directory)) !== undefined)
    throw appError('MODEL_NOT_PULLED', [id]);
  return compare(id, directory, record);
}

async function compare(
  id: string,
  directory: string,
  record: Awaited<ReturnType<typeof readRecord>>,
): Promise<Verification> {
  if (record === undefined) return { id, directory, files: 0, faults: [] };
  return { id, directory, files: recordedFiles(record).length, faults: await findFaults(directory, record) };
}

async function use(choice: string, options: ModelShelfOptions): Promise<ModelIdentity> {
  const { modelsDir } = options;
  const wanted = embeddedOr(choice);
  const parsed = parseModelChoice(wanted);
  if (parsed.kind === 'auto') {
    await forgetChosenModel(modelsDir);
    return (await resolveHere('auto', options)).identity;
  }
  const { identity } = await resolveHere(wanted, options);
  await writeChosenModel(modelsDir, wanted);
  return identity;
}

/** As resolveModel(), but never fetches, and looks at no directory: who may ask for a model may not ask what there is on the disk. */
async function resolveHere(choice: string, { modelsDir, log }: ModelShelfOptions) {
  const wanted = embeddedOr(choice);
  const parsed = parseModelChoice(wanted);
  if (parsed.kind === 'directory') throw appError('MODEL_UNKNOWN', [choice]);
  const isAbsent =
    parsed.kind === 'hub' && (await findMissingFile(modelDirectory(modelsDir, parsed.id))) !== undefined;
  if (isAbsent) throw appError('MODEL_NOT_PULLED', [choice]);
  return resolveModel({ choice: wanted, modelsDir, log });
}

/** People may call the embedded model by the name that lists show. */
function embeddedOr(choice: string): string {
  return choice === embeddedModelId ? 'embedded' : choice;
}
