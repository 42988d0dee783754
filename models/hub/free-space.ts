import { statfs } from 'node:fs/promises';

/** Bytes that this process may still write below `directory`. */
export async function freeBytesIn(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}
