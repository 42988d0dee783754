import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { silentLogger } from '../../core/logger.ts';
import { startEmbeddedPostgres } from '../../store/embedded/start-embedded-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run. Tests ask createTestDatabase() for a database of their own in it. */
    readonly postgresUrl: string;
  }
}

/** One real PostgreSQL for the whole run, in a directory that goes away with it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'muwazi-tests-'));
  // Only root sees its own temporary directory otherwise, and the server does not run as root.
  await chmod(directory, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: directory, log: silentLogger });
  project.provide('postgresUrl', server.databaseUrl);
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
