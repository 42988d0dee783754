import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { makeDataDir } from './embedded-server.ts';
import { until } from './until.ts';

/** A line of the server's log. */
export type LogLine = Readonly<Record<string, unknown>>;

export interface ServerOptions {
  /** Given to keep the data over several servers; a fresh one, removed at the end, otherwise. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A real server, started as `npm start` starts it (after its build), with everything it logs. */
export interface RunningServer {
  readonly process: ChildProcess;
  readonly dataDir: string;
  readonly log: readonly LogLine[];
  readonly url: string;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** Process numbers of the children, by name, as the log last told them. */
  pidOf(name: string): number;
  /** SIGTERM, and resolves with the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL to the supervisor alone. */
  killSupervisor(): Promise<void>;
}

const entry = resolve(import.meta.dirname, '../../dist/runtime/main.js');

/** Starts a server and resolves as soon as it listens. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const dataDir = options.dataDir ?? (await makeDataDir());
  const launched = launch(dataDir, options.env ?? {});
  const line = await until(
    () => {
      if (launched.process.exitCode !== null) return { ended: launched.process.exitCode };
      return launched.log.find((entry) => entry['msg'] === 'listening') ?? {};
    },
    (seen: LogLine) => 'address' in seen || 'ended' in seen,
    { withinMs: 45_000, label: 'the server listens' },
  );
  if ('ended' in line)
    throw new Error(`the server ended with ${String(line['ended'])}: ${JSON.stringify(launched.log)}`);
  const url = String(line['address']);
  return {
    ...launched,
    dataDir,
    url,
    request: (path, init) => fetch(new URL(path, url), init),
    pidOf: (name) => lastPidOf(launched.log, name),
    stop: async () => {
      launched.process.kill('SIGTERM');
      const code = await launched.ended;
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
      return code;
    },
    killSupervisor: async () => {
      launched.process.kill('SIGKILL');
      await launched.ended;
    },
  };
}

/** Starts a server that is expected to end by itself, and resolves with its exit code and log. */
export async function runServerToItsEnd(
  options: ServerOptions & { readonly dataDir: string },
): Promise<{ readonly exitCode: number | null; readonly log: readonly LogLine[] }> {
  const launched = launch(options.dataDir, options.env ?? {});
  return { exitCode: await launched.ended, log: launched.log };
}

/** A server process and what it has logged so far, whatever state it is in. */
export interface Launched {
  readonly process: ChildProcess;
  readonly log: LogLine[];
  readonly ended: Promise<number | null>;
}

/** Starts a server process and waits for nothing. */
export function launch(dataDir: string, env: Readonly<Record<string, string>>): Launched {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(MUWAZI_|DATABASE_URL$|REDIS_URL$)/u.test(name),
  );
  const child = spawn(process.execPath, [entry], {
    env: {
      ...Object.fromEntries(inherited),
      MUWAZI_DATA_DIR: dataDir,
      MUWAZI_PORT: '0',
      MUWAZI_LOG_FORMAT: 'json',
      MUWAZI_MODEL: 'embedded',
      // One model to load; who tests several says so.
      MUWAZI_WORKERS: '1',
      MUWAZI_THREADS: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: LogLine[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => log.push(parseLine(line)));
  }
  const ended = new Promise<number | null>((done) =>
    child.once('close', (code) => {
      done(code);
    }),
  );
  return { process: child, log, ended };
}

function parseLine(line: string): LogLine {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : { text: line };
  } catch {
    return { text: line };
  }
}

/** Process number of the child `name`, as the log last told it. */
export function lastPidOf(log: readonly LogLine[], name: string): number {
  const line = log.findLast((entry) => entry['msg'] === 'process started' && entry['child'] === name);
  const pid = line?.['childPid'];
  if (typeof pid !== 'number') throw new Error(`no process named ${name} in the log`);
  return pid;
}
