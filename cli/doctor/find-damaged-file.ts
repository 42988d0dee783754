import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** As `sha256sum` writes and checks it. */
const sumsFileName = 'SHA256SUMS';

/**
 * The first file of `directory` that is missing or not as its SHA256SUMS says; undefined when all are, and where there
 * is no such list (models from the hub).
 */
export async function findDamagedFile(directory: string): Promise<string | undefined> {
  const sums = await readFile(join(directory, sumsFileName), 'utf8').catch(() => '');
  for (const line of sums.split('\n')) {
    const [, expected, file] = /^([\da-f]{64}) [ *](.+)$/u.exec(line) ?? [];
    if (expected === undefined || file === undefined) continue;
    if ((await digestOf(join(directory, file)).catch(() => undefined)) !== expected) return file;
  }
  return undefined;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
