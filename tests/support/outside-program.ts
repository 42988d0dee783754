import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Whether a program of somebody else's is installed. Where it is not, says so loudly, with the Debian package that has
 * it: a test that cannot run is skipped, never silently.
 */
export function isInstalled(program: string, debianPackage: string): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v "$0"', program], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn(`SKIPPED: ${program} is not installed (Debian: ${debianPackage}); it checked nothing.`);
    return false;
  }
}

export interface ProgramOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; rejects, with what it printed, when it exits with anything but 0. */
export async function runProgram(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<ProgramOutput> {
  return promisify(execFile)(program, args, { env: { ...process.env, ...environment }, maxBuffer: 2 ** 26 });
}

/** A directory of its own with one file in it, for the time of `use`. */
export async function withFile<Result>(
  name: string,
  content: string | Uint8Array,
  use: (path: string, directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'muwazi-export-'));
  try {
    const path = join(directory, name);
    await writeFile(path, content);
    return await use(path, directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}
