import { readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../../core/logger.ts';
import { acceptsConnections, freePort } from './local-ports.ts';
import { readPostmaster, type Postmaster } from './postmaster-file.ts';
import { runCommand, type Account } from './run-command.ts';
import { startFailed } from './start-failed.ts';

export interface ServerControl {
  readonly pgCtl: string;
  readonly clusterDir: string;
  readonly account: Account | undefined;
}

/** After a crash the server first replays its log; on a slow disk that takes minutes. */
const startTimeoutSeconds = 300;
const stopTimeoutSeconds = 60;
/** About ten seconds: a killed server's process number is taken until its parent has noticed, and until then it counts as alive. */
const startTries = 10;
const longestStartPauseMs = 1_500;
const keptLogBytes = 1024 * 1024;

/*
 * Settings are given at each start rather than kept in the cluster, so that an update of Muwazi brings its own.
 * fsync and synchronous_commit stay on, as they are by default: what was accepted is never lost.
 */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // 64 workers, the most there may be, take 8 each (4 for the store, 4 for the queue); the API takes fewer than 40.
  max_connections: '600',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  // Nothing replicates from an embedded server; without replicas the log is smaller.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  // The packaged server has no LLVM.
  jit: 'off',
  log_checkpoints: 'off',
  // An article's text must not land in a log: no failing rows, no statements, no parameters.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  cluster_name: 'muwazi',
} as const;

/**
 * Starts the server on a free port, the last one if possible, and waits until it accepts connections. `pg_ctl` gives it a
 * session of its own.
 */
export async function startServer(control: ServerControl, log: Logger): Promise<Postmaster> {
  await turnLog(control.clusterDir);
  let output = '';
  let port = await freePort(await lastPort(control.clusterDir));
  for (let tries = 1; tries <= startTries; tries += 1) {
    // Somebody else may take the port before the server does, and processes of a server that was killed may need a
    // moment to notice; pg_ctl gives one exit code for everything, so every failure is tried again.
    const started = await runCommand(
      control.pgCtl,
      startArguments(control.clusterDir, port),
      control.account,
    );
    if (started.exitCode === 0) {
      const postmaster = await readPostmaster(control.clusterDir);
      if (postmaster !== undefined) return postmaster;
    }
    output = started.output;
    log.warn({ tries, clusterDir: control.clusterDir }, 'database did not start');
    if (tries < startTries) await delay(Math.min(300 * tries, longestStartPauseMs));
    port = await freePort(0);
  }
  const serverLog = await lastLines(control.clusterDir);
  throw startFailed(`see ${logFile(control.clusterDir)}`, { details: { output, serverLog } });
}

/** Ends the server: clients are cut off, what they committed is on disk. Resolves when it has shut down. */
export async function stopServer({ pgCtl, clusterDir, account }: ServerControl): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    if ((await readPostmaster(clusterDir)) === undefined) return;
    const stop = ['stop', '-D', clusterDir, '-m', mode, '-w', '-t', String(stopTimeoutSeconds)];
    await runCommand(pgCtl, stop, account);
  }
}

/** The server that runs on the cluster already, once it is ready; undefined when there is none, or it has just stopped. */
export async function findRunningServer(clusterDir: string): Promise<Postmaster | undefined> {
  const deadline = Date.now() + startTimeoutSeconds * 1000;
  for (;;) {
    const postmaster = await readPostmaster(clusterDir);
    if (postmaster === undefined) return undefined;
    // One that was killed a moment ago still looks ready in its file.
    if (postmaster.status === 'ready' && (await acceptsConnections(postmaster.port))) return postmaster;
    if (Date.now() > deadline) {
      throw startFailed(`the server that runs already (process ${postmaster.pid}) is not ready`, {
        details: { serverLog: await lastLines(clusterDir) },
      });
    }
    await delay(100);
  }
}

function startArguments(clusterDir: string, port: number): readonly string[] {
  const flags = Object.entries({ ...settings, port }).map(([name, value]) => `-c ${name}=${value}`);
  const wait = ['-w', '-t', String(startTimeoutSeconds)];
  return ['start', '-D', clusterDir, '-l', logFile(clusterDir), ...wait, '-o', flags.join(' ')];
}

/** The port of the start before: pools that are open keep their address when the server is started anew. 0: none. */
async function lastPort(clusterDir: string): Promise<number> {
  const commandLine = await readFile(path.join(clusterDir, 'postmaster.opts'), 'utf8').catch(() => '');
  return Number(/port=(\d+)/.exec(commandLine)?.[1] ?? 0);
}

/** In the cluster, because that is where the server's account may write. */
function logFile(clusterDir: string): string {
  return path.join(clusterDir, 'server.log');
}

async function turnLog(clusterDir: string): Promise<void> {
  const size = await stat(logFile(clusterDir)).then(
    (file) => file.size,
    () => 0,
  );
  if (size > keptLogBytes) await rename(logFile(clusterDir), `${logFile(clusterDir)}.1`);
}

async function lastLines(clusterDir: string): Promise<readonly string[]> {
  const text = await readFile(logFile(clusterDir), 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-20);
}
