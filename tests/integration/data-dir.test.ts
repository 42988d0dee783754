import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDataDir, removeDirectory } from '../support/embedded-server.ts';
import { runServerToItsEnd, startServer, type RunningServer } from '../support/running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server.stop();
});

test('a second start on the same data directory says who holds it and ends', async () => {
  const second = await runServerToItsEnd({ dataDir: server.dataDir });
  expect(second.exitCode).toBe(78);
  const line = second.log.find((entry) => entry['code'] === 'DATA_DIR_HELD');
  expect(line?.['reason']).toContain(`process ${server.process.pid}`);
  expect((await server.request('/health/live')).status).toBe(200);
});

test('a port that another program uses is named, and nothing is left running', async () => {
  const port = new URL(server.url).port;
  const dataDir = await makeDataDir();
  const second = await runServerToItsEnd({ dataDir, env: { MUWAZI_PORT: port } });
  expect(second.exitCode).toBe(78);
  expect(second.log.find((entry) => entry['code'] === 'ADDRESS_IN_USE')?.['reason']).toContain(port);
  await removeDirectory(dataDir);
});
