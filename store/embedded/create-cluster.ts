import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../core/app-error.ts';
import { runCommand, type Account } from './run-command.ts';
import { startFailed } from './start-failed.ts';

export const databaseUser = 'muwazi';

export interface ClusterPlan {
  readonly clusterDir: string;
  readonly initdb: string;
  readonly account: Account | undefined;
  readonly password: string;
}

/**
 * Makes an empty cluster: there in full or not at all.
 *
 * `initdb` works in a directory beside `clusterDir`, which takes its place by one rename. Drafts that a crash left behind
 * are removed first.
 */
export async function createCluster({ clusterDir, initdb, account, password }: ClusterPlan): Promise<void> {
  await removeDrafts(clusterDir);
  const draft = `${clusterDir}.new-${randomBytes(4).toString('hex')}`;
  const passwordFile = path.join(draft, 'password');
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account !== undefined) await giveTo(account, [draft, passwordFile]);
    const made = await runCommand(
      initdb,
      initdbArguments(path.join(draft, 'cluster'), passwordFile),
      account,
    );
    if (made.exitCode !== 0) {
      throw startFailed('initdb could not make a database', { details: { output: made.output, clusterDir } });
    }
    await rename(path.join(draft, 'cluster'), clusterDir);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw startFailed(`a new database cannot be put into ${clusterDir}`, { cause });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The built-in C.UTF-8 sorts and folds the same on every machine, whatever locales it has. */
function initdbArguments(directory: string, passwordFile: string): readonly string[] {
  return [
    `--pgdata=${directory}`,
    `--username=${databaseUser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--no-instructions',
  ];
}

async function giveTo(account: Account, files: readonly string[]): Promise<void> {
  for (const file of files) await chown(file, account.uid, account.gid);
}

async function removeDrafts(clusterDir: string): Promise<void> {
  const parent = path.dirname(clusterDir);
  const prefix = `${path.basename(clusterDir)}.new-`;
  for (const name of await readdir(parent)) {
    // An initdb that outlived its parent may still be writing there for a moment.
    if (name.startsWith(prefix))
      await rm(path.join(parent, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
