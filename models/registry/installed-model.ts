import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseManifest, type ModelManifest } from './model-manifest.ts';

/** The record that a pull leaves beside the files: the manifest with every size, hash and commit filled in. */
export const recordFileName = 'muwazi-model.json';

/** A file as the record knows it. */
export interface RecordedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * The record of the model in `directory`; undefined where there is none (fetched by an older Muwazi, or by hand).
 * Rejects with MODEL_MANIFEST_INVALID when it cannot be read.
 */
export async function readRecord(directory: string): Promise<ModelManifest | undefined> {
  const file = join(directory, recordFileName);
  const json = await readFile(file, 'utf8').catch(() => undefined);
  return json === undefined ? undefined : parseManifest(json, file);
}

/** The files of a record; those of a manifest that is not filled in are left out. */
export function recordedFiles({ sources }: ModelManifest): readonly RecordedFile[] {
  return sources
    .flatMap(({ files }) => files)
    .flatMap(({ path, bytes, sha256 }) =>
      bytes === undefined || sha256 === undefined ? [] : [{ path, bytes, sha256 }],
    );
}
