import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface RedisServerOptions {
  /** As in redis.conf; `noeviction` unless given. */
  readonly maxmemoryPolicy?: string;
  readonly password?: string;
}

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Ends it at once; what it held is lost. */
  stop(): Promise<void>;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
  /** Stops it for the kernel: it accepts connections and never answers. */
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its directory. */
  remove(): Promise<void>;
}

/** The reason why Redis cannot be tested here, once in the output; undefined where `redis-server` is installed. */
export function redisMissing(): string | undefined {
  if (spawnSync('redis-server', ['--version']).status === 0) return undefined;
  return 'NOT TESTED: the queue on Redis. redis-server is not on the PATH (Debian: apt-get install redis-server)';
}

/** A Redis of our own on a free port of 127.0.0.1, without persistence. */
export async function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'muwazi-redis-'));
  const port = await freePort();
  const { maxmemoryPolicy = 'noeviction', password } = options;
  const settings = [
    ['--port', String(port)],
    ['--bind', '127.0.0.1'],
    ['--dir', directory],
    ['--save', ''],
    ['--maxmemory-policy', maxmemoryPolicy],
    ...(password === undefined ? [] : [['--requirepass', password]]),
  ].flat();
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (child === undefined) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    child = undefined;
  };
  const start = async (): Promise<void> => {
    child = await startReady(settings);
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    stop,
    start,
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    remove: async () => {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Resolves when the server says that it accepts connections. */
async function startReady(settings: readonly string[]): Promise<ChildProcess> {
  const child = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (!line.includes('Ready to accept connections')) continue;
    child.stdout.resume();
    return child;
  }
  throw new Error(`redis-server ended before it was ready:\n${said.join('\n')}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  server.close();
  await once(server, 'close');
  return address.port;
}
