import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';

/** A data directory that the server's account may enter. */
export async function makeDataDir(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'muwazi-data-'));
  await chmod(directory, 0o755);
  return directory;
}

export function removeDirectory(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true });
}

/** Asks one question on a connection of its own. */
export async function ask(databaseUrl: string, question: string): Promise<readonly object[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<object>(question)).rows;
  } finally {
    await client.end();
  }
}
