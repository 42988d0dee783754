import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes of each file; enough for several pieces on the wire. */
const sizes: Readonly<Record<string, number>> = {
  'config.json': 900,
  'generation_config.json': 300,
  'tokenizer.json': 60_000,
  'tokenizer_config.json': 200,
  'onnx/encoder_model_quantized.onnx': 150_000,
  'onnx/decoder_model_merged_quantized.onnx': 200_000,
  'source.spm': 20_000,
  'vocab.json': 10_000,
};

/**
 * Writes a directory with the files of a model and noise inside: what a pull moves about without looking into it.
 * The same `seed` writes the same bytes. `without` are left out.
 */
export async function writeNoiseModel(
  directory: string,
  seed: number,
  { without = [] }: { readonly without?: readonly string[] } = {},
): Promise<void> {
  for (const [path, size] of Object.entries(sizes)) {
    if (without.includes(path)) continue;
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), noise(size, seed + size));
  }
}

/** xorshift32: noise that can be made again. */
export function noise(size: number, seed: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed | 1;
  for (let place = 0; place < size; place++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[place] = state & 0xff;
  }
  return bytes;
}

/** The files of a directory with their content; those that only belong to the pull itself left out. */
export async function contentsOf(directory: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'muwazi-model.json');
  const pairs = await Promise.all(
    files.map(async (entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(directory.length + 1), (await readFile(file)).toString('base64')] as const;
    }),
  );
  return Object.fromEntries(pairs.toSorted(([one], [other]) => one.localeCompare(other)));
}
