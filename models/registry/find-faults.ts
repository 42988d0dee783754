import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileFault } from '../../core/model-shelf.ts';
import { digestFile } from './digest-file.ts';
import { recordedFiles, type RecordedFile } from './installed-model.ts';
import type { ModelManifest } from './model-manifest.ts';

/** What in `directory` is not as `record` says; reads every byte of every recorded file. */
export async function findFaults(directory: string, record: ModelManifest): Promise<readonly FileFault[]> {
  const faults: FileFault[] = [];
  for (const file of recordedFiles(record)) {
    const fault = await faultOf(join(directory, ...file.path.split('/')), file);
    if (fault !== undefined) faults.push({ file: file.path, fault });
  }
  return faults;
}

async function faultOf(
  path: string,
  { bytes, sha256 }: RecordedFile,
): Promise<FileFault['fault'] | undefined> {
  const size = await stat(path).then(
    (entry) => (entry.isFile() ? entry.size : undefined),
    () => undefined,
  );
  if (size === undefined) return 'missing';
  if (size !== bytes) return 'size';
  return (await digestFile(path, bytes)).sha256 === sha256 ? undefined : 'content';
}
