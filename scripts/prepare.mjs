// @ts-check
/*
 * Makes a checkout ready to run: the right Node, the packages of package-lock.json, and an up-to-date dist/.
 *
 * Runs before demo, start and test. When everything is in place it does nothing and says nothing (about 0.1 s).
 * Otherwise it prints one line per step. Uses only what Node brings, because it runs before anything is installed.
 */
import process, { execPath } from 'node:process';
import { cp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled } from './is-installed.mjs';
import { runQuietly } from './run-quietly.mjs';
import { generateApiTypes } from './generate-api-types.mjs';
import { fingerprintPages, fingerprintSources } from './source-fingerprint.mjs';
import { withPrepareLock } from './prepare-lock.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const oldestNode = /** @type {const} */ ([20, 20]);
const fingerprintFile = join(root, 'dist', '.sources');
const pagesFingerprintFile = join(root, 'dist', '.pages');

/** What went wrong, as a sentence for the person at the terminal. */
class Stopped extends Error {}

try {
  requireNode();
  if (!(await isReady())) await withPrepareLock(root, say, prepare);
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
  say(error.message);
  process.exitCode = 1;
}

async function prepare() {
  if (!(await isInstalled(root))) {
    say('Installing packages (npm ci) …');
    await runOrStop([...npmCommand(), 'ci', '--include=dev', '--loglevel=error']);
  }
  if (!(await isBuilt())) {
    say('Compiling …');
    await build();
  }
}

async function isReady() {
  return (await isInstalled(root)) && (await isBuilt());
}

async function isBuilt() {
  return (await hasFingerprint(fingerprintFile, fingerprintSources)) && (await arePagesBuilt());
}

async function arePagesBuilt() {
  return hasFingerprint(pagesFingerprintFile, fingerprintPages);
}

/**
 * @param {string} file
 * @param {(root: string) => Promise<string>} compute
 */
async function hasFingerprint(file, compute) {
  const built = await readFile(file, 'utf8').catch(() => undefined);
  return built !== undefined && built === (await compute(root));
}

/** Compiles beside dist/ and swaps: nobody ever sees half a build, and files of deleted sources do not linger. */
async function build() {
  const fingerprint = await fingerprintSources(root);
  const fresh = join(root, `.dist-${String(process.pid)}-new`);
  const old = join(root, `.dist-${String(process.pid)}-old`);
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await removeLeftovers();
  await runOrStop([execPath, tsc, '-p', 'tsconfig.build.json', '--outDir', fresh]);
  await writeFile(join(fresh, '.sources'), fingerprint);
  await addPages(fresh);
  await rename(join(root, 'dist'), old).catch(() => undefined);
  await rename(fresh, join(root, 'dist'));
  await removeLeftovers();
}

/** The pages of web/, built anew only when something of theirs changed: a change of the server leaves them as they are. */
async function addPages(/** @type {string} */ fresh) {
  await generateApiTypes(root);
  const fingerprint = await fingerprintPages(root);
  const pages = join(fresh, 'web');
  if (await arePagesBuilt()) await cp(join(root, 'dist', 'web'), pages, { recursive: true });
  else {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    await runOrStop([execPath, vite, 'build', 'web', '--logLevel=warn', '--outDir', pages]);
  }
  await writeFile(join(fresh, '.pages'), fingerprint);
}

async function removeLeftovers() {
  const names = await readdir(root);
  const leftovers = names.filter((name) => name.startsWith('.dist-'));
  await Promise.all(leftovers.map((name) => rm(join(root, name), { recursive: true, force: true })));
}

/** @param {readonly string[]} command */
async function runOrStop(command) {
  const { code, output } = await runQuietly(command, root);
  if (code === 0) return;
  process.stderr.write(output);
  throw new Stopped(`Stopped: this failed, see above: ${command.join(' ')}`);
}

/** The npm that runs us, where one does; its own Node, so that no shell is needed on any system. */
function npmCommand() {
  const cli = process.env['npm_execpath'];
  return cli?.endsWith('npm-cli.js') === true ? [execPath, cli] : ['npm'];
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new Stopped(
    `Node ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}. Get it from https://nodejs.org.`,
  );
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}
