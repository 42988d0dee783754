import { afterAll, beforeAll, expect, test } from 'vitest';
import { withKeys } from '../../cli/roots/with-keys.ts';
import { silentLogger } from '../../core/logger.ts';
import { readConfig } from '../../runtime/config/read-config.ts';
import { makeDataDir, removeDirectory } from '../support/embedded-server.ts';
import { runServerToItsEnd, startServer } from '../support/running-server.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await makeDataDir();
});
afterAll(async () => {
  await removeDirectory(dataDir);
});

const env = { MUWAZI_HOST: '0.0.0.0', MUWAZI_WORKERS: '0' };

test('a server that others can reach does not start before there is a key, and then asks for it', async () => {
  const refused = await runServerToItsEnd({ dataDir, env });
  expect(refused.exitCode).toBe(78);
  expect(JSON.stringify(refused.log)).toContain('muwazi keys create --role admin');

  const config = readConfig({ MUWAZI_DATA_DIR: dataDir });
  const { token } = await withKeys(config, silentLogger, (keys) =>
    keys.create({
      name: 'first',
      role: 'reader',
      requestsPerMinute: null,
      bytesPerDay: null,
      expiresAt: null,
    }),
  );
  const server = await startServer({ dataDir, env });
  try {
    const address = new URL(server.url);
    address.hostname = '127.0.0.1';
    const ask = (headers: Readonly<Record<string, string>>): Promise<Response> =>
      fetch(new URL('/v1/documents', address), { headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(200);
  } finally {
    await server.stop();
  }
});
