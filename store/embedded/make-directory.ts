import { chmod, mkdir } from 'node:fs/promises';
import { appError } from '../../core/app-error.ts';

/** Makes a directory of ours where it is missing, or rejects with DATA_DIR_UNUSABLE. */
export async function makeDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true }).catch((cause: unknown) => {
    const { code } = cause as NodeJS.ErrnoException;
    throw appError('DATA_DIR_UNUSABLE', [directory, code ?? 'it cannot be made'], { cause });
  });
}

/** The same for one that other accounts enter too, whatever our umask says. */
export async function makeOpenDirectory(directory: string): Promise<void> {
  await makeDirectory(directory);
  await chmod(directory, 0o755);
}
