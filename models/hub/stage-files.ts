import { copyFile, link, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { appError } from '../../core/app-error.ts';
import { bePatient } from './be-patient.ts';
import { digestFile, type FileDigest } from '../registry/digest-file.ts';
import { countBeginning, downloadFile, dropDownload } from './download-file.ts';
import { FileChanged } from './hub-failures.ts';
import { placeOf, type PlanContext, type PlannedFile } from './pull-plan.ts';

/** The files of a model while they come together, in a directory that nothing loads from. */
export interface Stage {
  readonly id: string;
  readonly directory: string;
  readonly plan: readonly PlannedFile[];
}

/** Removes what an earlier pull left there for other files than these. */
export async function clearStage({ directory, plan }: Stage): Promise<void> {
  const wanted = new Set(plan.flatMap(({ path }) => [path, `${path}.partial`, `${path}.origin`]));
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(directory, file).split(sep).join('/');
    if (entry.isFile() && !wanted.has(path)) await rm(file, { force: true });
  }
}

/** Takes over from the model that is here what is already as it has to be. */
export async function reuseFiles({ directory, plan }: Stage, installed: string): Promise<void> {
  for (const file of plan) {
    const target = placeOf(directory, file);
    const present = placeOf(installed, file);
    if ((await isRight(target, file)) || !(await isRight(present, file))) continue;
    await mkdir(dirname(target), { recursive: true });
    await dropDownload(target);
    await link(present, target).catch(() => copyFile(present, target));
  }
}

/** Whether the file in `path` is known to be what the hub has; without a hash of the hub's nobody knows. */
async function isRight(path: string, { remote, sha256 }: PlannedFile): Promise<boolean> {
  if ((await sizeOf(path)) !== remote.bytes) return false;
  if (sha256 === undefined && remote.gitSha1 === undefined) return false;
  const digest = await digestFile(path, remote.bytes);
  return sha256 === undefined ? digest.gitSha1 === remote.gitSha1 : digest.sha256 === sha256;
}

/** Bytes of each file that need not be fetched any more. */
export async function countStaged({ directory, plan }: Stage): Promise<readonly number[]> {
  return Promise.all(
    plan.map(async (file) => {
      const target = placeOf(directory, file);
      const whole = await sizeOf(target);
      return whole === file.remote.bytes ? whole : countBeginning(target, file.remote);
    }),
  );
}

/**
 * Fetches `file` unless it is there, as patiently as the settings say. `onBytes` is told how many of its bytes are there.
 * Rejects with PassingFailure, FileChanged (what was there of it is dropped), MODEL_FORBIDDEN, or a file system error.
 */
export async function stageFile(
  { id, directory }: Stage,
  file: PlannedFile,
  { client, hub, log, signal }: PlanContext,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const target = placeOf(directory, file);
  const { remote } = file;
  if ((await sizeOf(target)) === remote.bytes) return;
  try {
    await bePatient(
      (progressed) => {
        let most = 0;
        return downloadFile({
          client,
          name: id,
          remote,
          target,
          signal,
          onBytes: (bytes) => {
            // What was there at the beginning of a try is no progress of it.
            if (most > 0 && bytes > most) progressed();
            most = Math.max(most, bytes);
            onBytes(bytes);
          },
        });
      },
      { patience: hub.patience, log, signal },
    );
  } catch (error) {
    if (error instanceof FileChanged) await dropDownload(target);
    throw error;
  }
}

/**
 * Reads the staged `file` whole, makes sure that it is on the disk, and resolves with what it is. Rejects with
 * FileChanged (and drops it) when it is not what the hub announced.
 */
export async function verifyStaged(
  { id, directory }: Stage,
  file: PlannedFile,
  signal: AbortSignal,
): Promise<FileDigest> {
  const target = placeOf(directory, file);
  await flush(target);
  const digest = await digestFile(target, file.remote.bytes, signal);
  const expected = file.sha256 ?? file.remote.gitSha1;
  const found = file.sha256 === undefined ? digest.gitSha1 : digest.sha256;
  if (digest.bytes === file.remote.bytes && (expected === undefined || expected === found)) return digest;
  await dropDownload(target);
  throw new FileChanged(notAsAnnounced(id, file).message, { cause: notAsAnnounced(id, file) });
}

function notAsAnnounced(id: string, { path }: PlannedFile) {
  return appError('MODEL_NOT_AS_DESCRIBED', [path, id, 'its content has another hash'], {
    details: { id, file: path },
  });
}

/** A rename must not reach the disk before the bytes do. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}

function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}
