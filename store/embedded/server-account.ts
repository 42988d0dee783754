import { stat } from 'node:fs/promises';
import { runCommand, type Account } from './run-command.ts';
import { startFailed } from './start-failed.ts';

const createdName = 'muwazi';

/**
 * The account the server runs as: undefined (our own) unless we are root, since PostgreSQL refuses root.
 *
 * As root: the owner of the cluster when there is one, so that an account added later changes nothing; else `postgres`,
 * else a system account made for it, else `nobody`.
 */
export async function chooseServerAccount(clusterDir: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  return (
    (await ownerOf(clusterDir)) ??
    (await findAccount('postgres')) ??
    (await findAccount(createdName)) ??
    (await createAccount()) ??
    (await findAccount('nobody')) ??
    Promise.reject(
      startFailed('PostgreSQL refuses to run as root, and there is no other account to run it as'),
    )
  );
}

/** A cluster that belongs to root was copied there, for instance from a backup; its owner says nothing. */
async function ownerOf(directory: string): Promise<Account | undefined> {
  const found = await stat(directory).catch(() => undefined);
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

async function findAccount(name: string): Promise<Account | undefined> {
  const [user, group] = await Promise.all([
    runCommand('id', ['-u', name], undefined),
    runCommand('id', ['-g', name], undefined),
  ]);
  if (user.exitCode !== 0 || group.exitCode !== 0) return undefined;
  return { uid: Number(user.output), gid: Number(group.output) };
}

/** `useradd` of most Linux systems, `adduser -S` of BusyBox; undefined where neither works. */
async function createAccount(): Promise<Account | undefined> {
  const usual = ['--system', '--no-create-home', '--shell', '/bin/false', createdName];
  const made = await runCommand('useradd', usual, undefined);
  if (made.exitCode !== 0) await runCommand('adduser', ['-S', '-D', '-H', createdName], undefined);
  return findAccount(createdName);
}
