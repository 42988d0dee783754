import path from 'node:path';
import { findCluster } from './cluster-location.ts';
import { readPassword } from './cluster-password.ts';
import { databaseUser } from './create-cluster.ts';
import { findRunningServer } from './server-control.ts';

/**
 * The URL of the embedded server that runs on `dataDir` now, for a second program beside the one that started it;
 * undefined when none runs. Waits for one that is starting. Starts and changes nothing. The URL holds the password: not for logs.
 */
export async function findEmbeddedPostgres(dataDir: string): Promise<string | undefined> {
  const directory = path.resolve(dataDir);
  const clusterDir = await findCluster(directory);
  if (clusterDir === undefined) return undefined;
  const postmaster = await findRunningServer(clusterDir);
  if (postmaster === undefined) return undefined;
  return `postgres://${databaseUser}:${await readPassword(directory)}@127.0.0.1:${postmaster.port}/postgres`;
}
