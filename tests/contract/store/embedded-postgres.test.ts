import { chmod, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { silentLogger, type Logger } from '../../../core/logger.ts';
import { settings } from '../../../runtime/config/setting.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../../../store/embedded/start-embedded-postgres.ts';
import { ask, makeDataDir, removeDirectory } from '../../support/embedded-server.ts';

/** One cluster for all, since making one takes seconds; each test starts a server on it. */
let dataDir: string;
let running: EmbeddedPostgres[];
beforeAll(async () => {
  dataDir = await makeDataDir();
});
beforeEach(() => {
  running = [];
});
afterEach(() => Promise.all(running.map((server) => server.stop())));
afterAll(() => removeDirectory(dataDir));

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: silentLogger, ...options });
  running.push(server);
  return server;
}

const inCluster = (...names: readonly string[]): string => path.join(dataDir, 'postgres', ...names);

test('what was written is there after a stop and a start, at the same address', async () => {
  const first = await start();
  await ask(first.databaseUrl, `create table texts as select 'نص' as text`);
  await first.stop();
  await first.stop();
  await expect(ask(first.databaseUrl, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const second = await start();
  expect(second.databaseUrl).toBe(first.databaseUrl);
  expect(await ask(second.databaseUrl, 'select text from texts')).toEqual([{ text: 'نص' }]);
});

test('as many workers as the settings allow find connections', async () => {
  const { databaseUrl } = await start();
  const mostWorkers = settings.find(({ name }) => name === 'workers')?.setting.maximum ?? Infinity;
  const [row] = await ask(databaseUrl, `select current_setting('max_connections')::int as most`);
  // docs/operations.md: 8 a worker and 40 for the API.
  expect(row).toMatchObject({
    most: expect.toSatisfy((most: number) => most >= mostWorkers * 8 + 40) as number,
  });
});

test('the server is safe by default: this machine only, a password, nothing lost at a power cut', async () => {
  const { databaseUrl } = await start();
  const rows = await ask(
    databaseUrl,
    `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
       current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
       current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding,
       (select array_agg(distinct auth_method) from pg_hba_file_rules) as methods`,
  );
  expect(rows).toEqual([
    {
      addresses: '127.0.0.1',
      sockets: '',
      fsync: 'on',
      commit: 'on',
      checksums: 'on',
      encoding: 'UTF8',
      methods: ['scram-sha-256'],
    },
  ]);
  expect((await stat(path.join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
  const stranger = new URL(databaseUrl);
  stranger.password = 'guess';
  await expect(ask(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

test('a server left behind by a killed process is found and used again', async () => {
  const left = await start();
  const found = await start();
  expect(found.pid).toBe(left.pid);
  expect(found.databaseUrl).toBe(left.databaseUrl);
  await found.stop();
  await expect(ask(left.databaseUrl, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a server that was killed starts again with everything it had confirmed', async () => {
  const killed = await start();
  await ask(killed.databaseUrl, 'create table kept as select 1 as n');
  process.kill(killed.pid, 'SIGKILL');
  const next = await start();
  expect(next.pid).not.toBe(killed.pid);
  expect(await ask(next.databaseUrl, 'select n from kept')).toEqual([{ n: 1 }]);
});

test('another program that got the process number of the last server does not keep it from starting', async () => {
  await (await start()).stop();
  const lines = `${process.pid}\n${dataDir}/postgres\n1700000000\n5432\n\n127.0.0.1\n\nready\n`;
  await writeFile(inCluster('postmaster.pid'), lines);
  const server = await start();
  expect(server.pid).not.toBe(process.pid);
});

test('a first start that was cut off leaves nothing behind', async () => {
  const cutOff = await makeDataDir();
  const draft = path.join(cutOff, 'postgres.new-0badcafe', 'cluster');
  await mkdir(draft, { recursive: true });
  await writeFile(path.join(draft, 'PG_VERSION'), '18\n');
  const { databaseUrl } = await start({ dataDir: cutOff });
  expect(await ask(databaseUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect((await readdir(cutOff)).sort()).toEqual(['postgres', 'postgres.password']);
  await running[0]!.stop();
  await removeDirectory(cutOff);
});

test.runIf(process.platform === 'linux')('^C at the terminal does not reach the server', async () => {
  const { pid } = await start();
  // After the name in brackets: state, parent, process group, session.
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  expect(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]).toBe(String(pid));
});

test('a data directory of another PostgreSQL version is refused with both versions named', async () => {
  await (await start()).stop();
  await writeFile(inCluster('PG_VERSION'), '15\n');
  await expect(start()).rejects.toMatchObject({
    code: 'DATABASE_START_FAILED',
    details: { found: '15', installed: '18' },
  });
  await writeFile(inCluster('PG_VERSION'), '18\n');
});

test('a server that cannot start says what its log says', async () => {
  await (await start()).stop();
  await rename(inCluster('global', 'pg_control'), inCluster('pg_control'));
  const failure: unknown = await start().catch((error: unknown) => error);
  await rename(inCluster('pg_control'), inCluster('global', 'pg_control'));
  expect(failure).toMatchObject({ code: 'DATABASE_START_FAILED' });
  const { serverLog } = (failure as { details: { serverLog: readonly string[] } }).details;
  expect(serverLog.some((line) => line.includes('pg_control'))).toBe(true);
});

test('a data directory that cannot be made is named', async () => {
  await writeFile(path.join(dataDir, 'file'), '');
  const inFile = path.join(dataDir, 'file', 'data');
  await expect(startEmbeddedPostgres({ dataDir: inFile, log: silentLogger })).rejects.toMatchObject({
    code: 'DATA_DIR_UNUSABLE',
  });
});

test.skipIf(process.getuid?.() !== 0)(
  'as root, with a data directory only root may enter, the database is kept elsewhere and found again',
  async () => {
    const [machineDir, closedDir] = [await makeDataDir(), await makeDataDir()];
    const warnings: unknown[] = [];
    const log: Logger = { ...silentLogger, warn: (fields) => warnings.push(fields) };
    await chmod(closedDir, 0o700);
    try {
      const first = await start({ dataDir: closedDir, machineDir, log });
      await ask(first.databaseUrl, 'create table kept as select 1 as n');
      await first.stop();
      const clusterDir = (await readFile(path.join(closedDir, 'postgres.location'), 'utf8')).trim();
      expect(clusterDir.startsWith(machineDir)).toBe(true);
      expect(warnings).toEqual([{ dataDir: closedDir, clusterDir }]);

      const second = await start({ dataDir: closedDir, machineDir });
      expect(await ask(second.databaseUrl, 'select n from kept')).toEqual([{ n: 1 }]);
      await second.stop();
      await removeDirectory(clusterDir);
      await expect(start({ dataDir: closedDir, machineDir })).rejects.toMatchObject({
        code: 'DATABASE_START_FAILED',
      });
    } finally {
      await Promise.all([machineDir, closedDir].map(removeDirectory));
    }
  },
);
