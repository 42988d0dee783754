import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '../../core/app-error.ts';

/** Where the two graphs of a model are, relative to its directory. */
export interface ModelFiles {
  readonly directory: string;
  readonly encoder: string;
  readonly decoder: string;
}

/** Files of every model beside its graphs, as the hub lays them out. */
export const settingsFiles = [
  'config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
] as const;

const quantized = {
  encoder: 'onnx/encoder_model_quantized.onnx',
  decoder: 'onnx/decoder_model_merged_quantized.onnx',
} as const;
const fullPrecision = {
  encoder: 'onnx/encoder_model.onnx',
  decoder: 'onnx/decoder_model_merged.onnx',
} as const;

/**
 * Finds the files of the model in `directory`: 8-bit graphs, else those of full precision.
 * Rejects with MODEL_FILE_INVALID naming the first file that is missing.
 */
export async function findModelFiles(directory: string): Promise<ModelFiles> {
  const missing = await findMissingFile(directory);
  if (missing !== undefined) {
    throw appError(
      'MODEL_FILE_INVALID',
      [missing, 'a file of the Marian layout, but there is no such file'],
      {
        details: { directory, file: missing },
      },
    );
  }
  const graphs =
    (await firstMissing(directory, Object.values(quantized))) === undefined ? quantized : fullPrecision;
  return { directory, ...graphs };
}

/** The first file that a model in `directory` lacks; undefined when it is whole. */
export async function findMissingFile(directory: string): Promise<string | undefined> {
  const settings = await firstMissing(directory, settingsFiles);
  if (settings !== undefined) return settings;
  const missing = await firstMissing(directory, Object.values(quantized));
  if (missing === undefined) return undefined;
  return (await firstMissing(directory, Object.values(fullPrecision))) === undefined ? undefined : missing;
}

async function firstMissing(directory: string, files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const isThere = await access(join(directory, file)).then(
      () => true,
      () => false,
    );
    if (!isThere) return file;
  }
  return undefined;
}
