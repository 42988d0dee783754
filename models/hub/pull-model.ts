import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, appError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import type { PullProgress } from '../../core/model-shelf.ts';
import { findFaults } from '../registry/find-faults.ts';
import { readRecord, recordFileName } from '../registry/installed-model.ts';
import type { ModelManifest } from '../registry/model-manifest.ts';
import { modelRevision } from '../registry/model-revision.ts';
import { modelDirectory, pullDirectory } from '../registry/models-directory.ts';
import { emptyTrash, moveToTrash } from '../registry/trash.ts';
import { freeBytesIn } from './free-space.ts';
import { openHubClient } from './hub-client.ts';
import { FileChanged, PassingFailure } from './hub-failures.ts';
import type { HubSettings } from './hub-settings.ts';
import { planPull, type PlanContext } from './pull-plan.ts';
import { waitForPullLock } from './pull-lock.ts';
import { recordOf } from './record-of.ts';
import { clearStage, countStaged, reuseFiles, stageFile, verifyStaged, type Stage } from './stage-files.ts';

export interface PullModelOptions {
  readonly manifest: ModelManifest;
  readonly modelsDir: string;
  readonly hub: HubSettings;
  readonly log: Logger;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PullProgress) => void;
  readonly refresh?: 'newest';
  /** For tests: the disk as this says it is. */
  readonly freeBytes?: (directory: string) => Promise<number>;
}

/** Left free for everybody else on the disk: the database, and the graphs prepared beside the model. */
const keptFreeBytes = 256e6;
/** How often a model may change on the hub while it is fetched. */
const mostChanges = 3;

/*
 * A pull works in a directory of its own, which nothing loads from, and which outlives it.
 *
 *   lock ─► plan (ask the hub about every file) ─► room on the disk? ─► fetch what is missing ─► verify ─► record ─► swap
 *             ▲                                                            │ changed meanwhile │
 *             └────────────────────────────────────────────────────────────┴───────────────────┘
 *
 * The swap renames the directory to the model's place. So a model is there whole or not at all, wherever a pull dies; the
 * next one goes on with the bytes that are there. A model that is replaced stays in place until the moment of the swap,
 * and whoever has it loaded keeps it.
 */

/**
 * Fetches the model of `manifest` into `modelsDir` unless it is there and whole; whether anything was fetched. Errors are
 * those of ModelShelf.pull(), and the reason of `signal`.
 */
export async function pullModel(options: PullModelOptions): Promise<'fetched' | 'present'> {
  const { manifest, modelsDir, log, signal = new AbortController().signal } = options;
  const stage = pullDirectory(modelsDir, manifest.id);
  try {
    await mkdir(dirname(stage), { recursive: true });
    const lock = await waitForPullLock(`${stage}.lock`, { signal, onProgress: options.onProgress });
    try {
      if (options.refresh !== 'newest' && (await isWhole(modelsDir, manifest.id))) return 'present';
      const begun = performance.now();
      log.info({ model: manifest.id, endpoint: options.hub.endpoint }, 'fetching the model');
      const outcome = await fetchAndInstall(options, stage, signal);
      log.info({ model: manifest.id, durationMs: Math.round(performance.now() - begun) }, 'model fetched');
      return outcome;
    } finally {
      await lock.release();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw explain(error, manifest.id, modelsDir);
  }
}

async function isWhole(modelsDir: string, id: string): Promise<boolean> {
  const directory = modelDirectory(modelsDir, id);
  const record = await readRecord(directory).catch(() => undefined);
  return record !== undefined && (await findFaults(directory, record)).length === 0;
}

async function fetchAndInstall(
  options: PullModelOptions,
  directory: string,
  signal: AbortSignal,
): Promise<'fetched' | 'present'> {
  const { hub, log } = options;
  const client = openHubClient(hub);
  try {
    for (let changes = 0; ; changes++) {
      try {
        return await fetchOnce(options, directory, { client, hub, log, signal });
      } catch (error) {
        if (!(error instanceof FileChanged) || changes === mostChanges) throw error;
        log.info({ reason: error.message }, 'the model changed on the hub; its files are asked for again');
      }
    }
  } finally {
    await client.close();
  }
}

async function fetchOnce(
  options: PullModelOptions,
  directory: string,
  context: PlanContext,
): Promise<'fetched' | 'present'> {
  const { manifest, modelsDir, onProgress } = options;
  const installed = modelDirectory(modelsDir, manifest.id);
  const stage: Stage = { id: manifest.id, directory, plan: await planPull(manifest, context) };
  await mkdir(directory, { recursive: true });
  await clearStage(stage);
  await reuseFiles(stage, installed);
  await requireRoom(stage, options);
  await fetchAll(stage, context, options);
  onProgress?.({ phase: 'verifying' });
  const digests = [];
  for (const file of stage.plan) digests.push(await verifyStaged(stage, file, context.signal));
  const record = await recordOf(manifest, stage, digests, await modelRevision(directory));
  const before = await readRecord(installed).catch(() => undefined);
  await writeFile(join(directory, recordFileName), `${JSON.stringify(record, null, 2)}\n`, { flush: true });
  context.signal.throwIfAborted();
  await moveToTrash(modelsDir, installed);
  // Between the two renames there is no such model for a moment; who looks for it then does not find it yet.
  await mkdir(dirname(installed), { recursive: true });
  await rename(directory, installed);
  await emptyTrash(modelsDir);
  return before?.revision === record.revision && options.refresh === 'newest' ? 'present' : 'fetched';
}

async function requireRoom(stage: Stage, { manifest, modelsDir, freeBytes = freeBytesIn }: PullModelOptions) {
  const staged = await countStaged(stage);
  const missing = stage.plan.reduce((sum, { remote }, place) => sum + remote.bytes - (staged[place] ?? 0), 0);
  const free = Math.max(0, (await freeBytes(modelsDir)) - keptFreeBytes);
  if (missing <= free) return;
  throw diskFull(manifest.id, modelsDir, missing, free);
}

async function fetchAll(stage: Stage, context: PlanContext, options: PullModelOptions): Promise<void> {
  const { onProgress } = options;
  const fetched = [...(await countStaged(stage))];
  const totalBytes = stage.plan.reduce((sum, { remote }) => sum + remote.bytes, 0);
  for (const [place, file] of stage.plan.entries()) {
    try {
      await stageFile(stage, file, context, (bytes) => {
        fetched[place] = bytes;
        const fetchedBytes = fetched.reduce((sum, one) => sum + one, 0);
        onProgress?.({ phase: 'fetching', file: file.path, fetchedBytes, totalBytes });
      });
    } catch (error) {
      if (isDiskFull(error)) await giveDiskBack(stage, options, totalBytes);
      throw error;
    }
  }
}

/** Somebody else needed the room meanwhile. Half a model is no reason to keep a database from writing. */
async function giveDiskBack(
  { id, directory }: Stage,
  { modelsDir, freeBytes = freeBytesIn }: PullModelOptions,
  totalBytes: number,
): Promise<never> {
  await rm(directory, { recursive: true, force: true });
  throw diskFull(id, modelsDir, totalBytes, await freeBytes(modelsDir));
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function explain(error: unknown, id: string, modelsDir: string): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof FileChanged) {
    if (error.cause instanceof AppError) return error.cause;
    return appError('MODEL_UNREACHABLE', [id], { cause: error });
  }
  if (error instanceof PassingFailure) return appError('MODEL_UNREACHABLE', [id], { cause: error });
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return error;
  return appError('MODELS_DIR_UNUSABLE', [modelsDir, String(error.code)], { cause: error });
}

function diskFull(id: string, modelsDir: string, needed: number, free: number) {
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);
  return appError('MODEL_DISK_FULL', [id, megabytes(needed), modelsDir, megabytes(free)], {
    details: { id, neededBytes: needed, freeBytes: free },
  });
}
