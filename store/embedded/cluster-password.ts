import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startFailed } from './start-failed.ts';

const fileOf = (dataDir: string): string => path.join(dataDir, 'postgres.password');

/** Makes the password of a cluster that is about to be made, and keeps it in the data directory, for our eyes only. */
export async function createPassword(dataDir: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const draft = `${fileOf(dataDir)}.new`;
  await writeFile(draft, `${password}\n`, { mode: 0o600 });
  await rename(draft, fileOf(dataDir));
  return password;
}

export async function readPassword(dataDir: string): Promise<string> {
  try {
    return (await readFile(fileOf(dataDir), 'utf8')).trim();
  } catch (cause) {
    throw startFailed(`the password of the database is in ${fileOf(dataDir)}, which cannot be read`, {
      cause,
    });
  }
}
