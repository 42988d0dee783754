import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Config } from '../../runtime/config/read-config.ts';
import { findDataDirHolder } from '../../runtime/data-dir-lock.ts';
import { describeBytes } from '../describe-bytes.ts';
import { describeFileError } from '../files/describe-file-error.ts';
import { failed, ok, warning, type Finding } from './finding.ts';

type Directory = Pick<Config, 'dataDir'>;

/** Whether a server could keep its data there. Makes and changes nothing. */
export async function checkDataDirectory({ dataDir }: Directory, server: 'runs' | 'none'): Promise<Finding> {
  const existing = await nearestExisting(dataDir);
  const obstacle = await findObstacle(existing);
  if (obstacle !== undefined)
    return failed('data', {
      code: 'DATA_DIR_UNUSABLE',
      found: `${dataDir} cannot be used: ${existing}: ${obstacle}.`,
      advice: 'Set MUWAZI_DATA_DIR to a directory you may write to.',
    });
  const holder = await findDataDirHolder(dataDir);
  if (holder === undefined)
    return ok('data', existing === dataDir ? `${dataDir} is usable and free.` : `${dataDir} will be made.`);
  const found = `${dataDir} is in use by ${holder}.`;
  if (server === 'runs') return ok('data', found);
  const advice = 'Stop that process, or set MUWAZI_DATA_DIR to another directory.';
  return failed('data', { code: 'DATA_DIR_HELD', found, advice });
}

export interface DiskNeeds {
  /** With less, nothing works for long: a fresh database alone takes 40 MB, its log up to 512 MB. */
  readonly leastBytes: number;
  /** With less, a model from the hub and some thousand articles will not fit. */
  readonly comfortableBytes: number;
}

export const usualDiskNeeds: DiskNeeds = { leastBytes: 600e6, comfortableBytes: 3e9 };

/** Whether the disk under the data directory has room. */
export async function checkDisk({ dataDir }: Directory, needs: DiskNeeds = usualDiskNeeds): Promise<Finding> {
  const { bavail, bsize } = await statfs(await nearestExisting(dataDir));
  const free = bavail * bsize;
  const found = `${describeBytes(free)} free for ${dataDir}.`;
  const advice = `Make room for ${describeBytes(needs.comfortableBytes)}, or set MUWAZI_DATA_DIR to another disk.`;
  const low = { code: 'DISK_LOW', found, advice } as const;
  if (free < needs.leastBytes) return failed('disk', low);
  return free < needs.comfortableBytes ? warning('disk', low) : ok('disk', found);
}

async function findObstacle(existing: string): Promise<string | undefined> {
  if (!(await stat(existing)).isDirectory()) return 'it is not a directory';
  return await access(existing, constants.W_OK | constants.X_OK).then(
    () => undefined,
    (error: unknown) => describeFileError(error),
  );
}

/** `path`, or the nearest of the directories above it that is there. */
async function nearestExisting(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere || path === dirname(path) ? path : await nearestExisting(dirname(path));
}
