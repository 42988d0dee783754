import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './run-command.ts';

/** What a running server writes into `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `ready` once clients may connect. */
  readonly status: 'starting' | 'ready' | 'stopping';
}

/**
 * Reads `postmaster.pid`; undefined when no server runs on this cluster.
 *
 * The number in the file proves nothing: after a restart of a machine or container another program may have it, and
 * PostgreSQL would then refuse to start. So the process is looked at, and a file that names a stranger is removed. A file
 * that names nobody stays: with it PostgreSQL finds out whether children of a killed server still write.
 *
 * @see https://www.postgresql.org/docs/18/storage-file-layout.html and src/include/utils/pidfile.h for the lines
 */
export async function readPostmaster(clusterDir: string): Promise<Postmaster | undefined> {
  const file = path.join(clusterDir, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  const owner = await identify(pid, clusterDir);
  if (owner === 'stranger') await rm(file, { force: true });
  return owner === 'server' ? { pid, port: Number(lines[3]), status: statusOf(lines[7]) } : undefined;
}

function statusOf(word: string | undefined): Postmaster['status'] {
  if (word === 'ready' || word === 'stopping') return word;
  return 'starting';
}

/** A server's working directory is its cluster; where there is no /proc, its command line names it. */
async function identify(pid: number, clusterDir: string): Promise<'server' | 'stranger' | 'nobody'> {
  if (!Number.isInteger(pid) || pid <= 0) return 'nobody';
  const cluster = await realpath(clusterDir);
  if (process.platform === 'linux') {
    const directory = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    if (directory === undefined) return 'nobody';
    return directory === cluster ? 'server' : 'stranger';
  }
  const { exitCode, output } = await runCommand('ps', ['-o', 'command=', '-p', String(pid)], undefined);
  if (exitCode !== 0) return 'nobody';
  return output.includes(cluster) || output.includes(clusterDir) ? 'server' : 'stranger';
}
