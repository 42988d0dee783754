import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { Logger } from '../../core/logger.ts';
import { chooseClusterLocation, findCluster } from './cluster-location.ts';
import { createPassword, readPassword } from './cluster-password.ts';
import { createCluster, databaseUser } from './create-cluster.ts';
import { makeDirectory } from './make-directory.ts';
import { prepareBinaries, type NativeBinaries } from './native-binaries.ts';
import { runCommand, type Account } from './run-command.ts';
import { chooseServerAccount } from './server-account.ts';
import { findRunningServer, startServer, stopServer, type ServerControl } from './server-control.ts';
import { startFailed } from './start-failed.ts';

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  readonly log: Logger;
  /** As root only: where programs and cluster go when the server's account cannot reach ours. */
  readonly machineDir?: string;
}

export interface EmbeddedPostgres {
  /** Holds the password: not for logs. */
  readonly databaseUrl: string;
  /** The server's main process. */
  readonly pid: number;
  /** Ends the server in good order and resolves when it has shut down. Close pools first. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that came with npm on `<dataDir>/postgres`, or adopts the one that runs there already.
 *
 * The server listens on 127.0.0.1 only, on its last port or else a free one, and outlives us: nothing but `stop()` ends it,
 * neither ^C nor our death. A first start is all or nothing. The caller makes sure that it is the only one on `dataDir`.
 *
 * Rejects with DATABASE_START_FAILED (its details hold the last lines of the server's log) or DATA_DIR_UNUSABLE.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log } = options;
  const dataDir = path.resolve(options.dataDir);
  await makeDirectory(dataDir);
  const control = await prepare(dataDir, options.machineDir ?? '/var/lib/muwazi', log);
  const password = await readPassword(dataDir);

  const adopted = await findRunningServer(control.clusterDir);
  const postmaster = adopted ?? (await startServer(control, log));
  const databaseUrl = `postgres://${databaseUser}:${password}@127.0.0.1:${postmaster.port}/postgres`;
  await connectOnce(databaseUrl);
  log.info(
    {
      serverPid: postmaster.pid,
      port: postmaster.port,
      clusterDir: control.clusterDir,
      adopted: adopted !== undefined,
    },
    'database ready',
  );
  return { databaseUrl, pid: postmaster.pid, stop: () => stopServer(control) };
}

/** Programs, account and cluster: everything there is before a server runs. */
async function prepare(dataDir: string, machineDir: string, log: Logger): Promise<ServerControl> {
  const found = await findCluster(dataDir);
  const account = await chooseServerAccount(found ?? path.join(dataDir, 'postgres'));
  const binaries = await prepareBinaries(account, account === undefined ? dataDir : machineDir);
  if (found !== undefined) {
    await checkMajor(found, binaries.major);
    await takeFromRoot(found, account, log);
    return { clusterDir: found, account, pgCtl: binaries.pgCtl };
  }
  const clusterDir = await createFirst(dataDir, machineDir, binaries, account, log);
  return { clusterDir, account, pgCtl: binaries.pgCtl };
}

async function createFirst(
  dataDir: string,
  machineDir: string,
  { initdb }: NativeBinaries,
  account: Account | undefined,
  log: Logger,
): Promise<string> {
  const { clusterDir, remember } = await chooseClusterLocation(dataDir, machineDir, account, log);
  const password = await createPassword(dataDir);
  await createCluster({ clusterDir, initdb, account, password });
  await remember();
  return clusterDir;
}

async function checkMajor(clusterDir: string, major: number): Promise<void> {
  const found = (await readFile(path.join(clusterDir, 'PG_VERSION'), 'utf8')).trim();
  if (found === String(major)) return;
  throw startFailed(
    `${clusterDir} was made by PostgreSQL ${found} and this installation has ${major}; ` +
      `move it with pg_dump and pg_restore, or use the earlier installation`,
    { details: { found, installed: String(major) } },
  );
}

/** A backup that root put back belongs to root; the server may read only what its account owns. */
async function takeFromRoot(clusterDir: string, account: Account | undefined, log: Logger): Promise<void> {
  if (account === undefined || (await stat(clusterDir)).uid === account.uid) return;
  log.warn({ clusterDir, uid: account.uid }, 'the database belongs to root; its owner is changed');
  const owner = `${account.uid}:${account.gid}`;
  const changed = await runCommand('chown', ['-R', owner, clusterDir], undefined);
  if (changed.exitCode !== 0)
    throw startFailed(`the owner of ${clusterDir} cannot be changed`, { details: { ...changed } });
}

/** The server may be ready and still not be ours: another password, for instance. */
async function connectOnce(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // a rejected query tells the same
  try {
    await client.connect();
    await client.query('select 1');
  } catch (cause) {
    throw startFailed('it runs, but does not let us in', { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}
