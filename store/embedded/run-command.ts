import { spawn } from 'node:child_process';

/** The account a command runs as; both are numeric ids. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface CommandResult {
  /** null when the command could not be started, or was ended by a signal. */
  readonly exitCode: number | null;
  /** Both streams together, in the order they came, or why the command could not be started. */
  readonly output: string;
}

// PG* variables and the locale of whoever started us must not reach the server: a cluster is the same on every machine.
const commandEnvironment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Runs a command to its end, as `account` or as ourselves. Never rejects; read `exitCode`.
 *
 * It starts in `/`, because `account` may not be allowed to be where we are, and in a session of its own: a ^C meant for
 * us must not end a server's start half way.
 */
export function runCommand(
  file: string,
  args: readonly string[],
  account: Account | undefined,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      ...account,
      cwd: '/',
      detached: true,
      env: commandEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => {
      resolve({ exitCode: null, output: error.message });
    });
    child.on('close', (exitCode) => {
      resolve({ exitCode, output });
    });
  });
}
