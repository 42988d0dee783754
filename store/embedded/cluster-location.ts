import { createHash, randomBytes } from 'node:crypto';
import { readFile, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '../../core/logger.ts';
import { makeOpenDirectory } from './make-directory.ts';
import { runCommand, type Account } from './run-command.ts';
import { startFailed } from './start-failed.ts';

/*
 * The cluster lies in `<dataDir>/postgres`. Only where we are root and the server's account may not enter the data
 * directory (a clone under /root) does it lie under `machineDir`, and `<dataDir>/postgres.location` says where.
 *
 * That file is written after the cluster is complete. A cluster no file points to is never looked at again, so that a
 * data directory which was deleted and made anew begins empty.
 */

export interface ClusterLocation {
  readonly clusterDir: string;
  /** Set when the cluster is elsewhere and nothing says so yet: to be called once it is complete. */
  readonly remember: () => Promise<void>;
}

/** Where the cluster of `dataDir` is, before anything is known of the server's account; undefined when it has to be chosen. */
export async function findCluster(dataDir: string): Promise<string | undefined> {
  const elsewhere = await readFile(locationFile(dataDir), 'utf8').catch(() => undefined);
  if (elsewhere === undefined) {
    const usual = path.join(dataDir, 'postgres');
    return (await isCluster(usual)) ? usual : undefined;
  }
  const clusterDir = elsewhere.trim();
  if (await isCluster(clusterDir)) return clusterDir;
  throw startFailed(
    `${locationFile(dataDir)} says that the database is in ${clusterDir}, which is not there; ` +
      'bring it back, or delete that file to begin with an empty database',
  );
}

/** Chooses the place of a new cluster. */
export async function chooseClusterLocation(
  dataDir: string,
  machineDir: string,
  account: Account | undefined,
  log: Logger,
): Promise<ClusterLocation> {
  if (await mayEnter(dataDir, account)) {
    return { clusterDir: path.join(dataDir, 'postgres'), remember: () => Promise.resolve() };
  }
  const hash = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 12);
  const clusterDir = path.join(machineDir, 'clusters', `${hash}-${randomBytes(3).toString('hex')}`);
  await makeOpenDirectory(machineDir);
  await makeOpenDirectory(path.dirname(clusterDir));
  log.warn(
    { dataDir, clusterDir },
    'the database account may not enter the data directory; the database is kept elsewhere',
  );
  return { clusterDir, remember: () => writeFile(locationFile(dataDir), `${clusterDir}\n`) };
}

/** Asks by really going there as the account: modes, mounts and security modules all have a say. */
async function mayEnter(directory: string, account: Account | undefined): Promise<boolean> {
  if (account === undefined) return true;
  const { exitCode } = await runCommand('/bin/sh', ['-c', 'cd "$0"', directory], account);
  return exitCode === 0;
}

function locationFile(dataDir: string): string {
  return path.join(dataDir, 'postgres.location');
}

/** Complete, that is: a cluster comes into its place by one rename. */
async function isCluster(directory: string): Promise<boolean> {
  try {
    await stat(path.join(directory, 'PG_VERSION'));
    return true;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return false;
    throw startFailed(
      `${directory} cannot be read (${code ?? 'unknown'}); start as the user who started it before`,
      {
        cause,
      },
    );
  }
}
