import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { openTranslator } from '../../../models/open-translator.ts';
import { embeddedModelDirectory } from '../../../models/registry/embedded-model.ts';

const encoder = 'onnx/encoder_model_quantized.onnx';
const decoder = 'onnx/decoder_model_merged_quantized.onnx';
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muwazi-broken-'));
  await cp(embeddedModelDirectory(), directory, { recursive: true });
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

function open() {
  const identity = { id: 'broken', revision: '0' };
  return openTranslator({ modelDirectory: directory, identity, threads: 1, log: silentLogger });
}

async function editConfig(change: Readonly<Record<string, unknown>>): Promise<void> {
  const path = join(directory, 'config.json');
  const config = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  await writeFile(path, JSON.stringify({ ...config, ...change }));
}

const damages: readonly (readonly [string, string, () => Promise<unknown>])[] = [
  ['a missing settings file', 'generation_config.json', () => rm(join(directory, 'generation_config.json'))],
  ['a missing graph', decoder, () => rm(join(directory, decoder))],
  ['an encoder cut short', encoder, () => truncate(join(directory, encoder), 1_000_000)],
  ['a decoder cut short', decoder, () => truncate(join(directory, decoder), 1_000_000)],
  ['an empty graph', encoder, () => truncate(join(directory, encoder), 0)],
  [
    'a web page instead of a graph',
    encoder,
    () => writeFile(join(directory, encoder), '<html>Sign in</html>'),
  ],
  [
    'settings that are no JSON',
    'config.json',
    () => writeFile(join(directory, 'config.json'), '{"model_type":'),
  ],
  ['a tokeniser that is no JSON', 'tokenizer.json', () => truncate(join(directory, 'tokenizer.json'), 1_000)],
  ['a tokeniser of another kind', 'tokenizer.json', () => writeFile(join(directory, 'tokenizer.json'), '{}')],
  ['a model of another family', 'config.json', () => editConfig({ model_type: 't5' })],
  ['settings without a field', 'config.json', () => editConfig({ vocab_size: undefined })],
  ['more layers than the graph has', decoder, () => editConfig({ decoder_layers: 6 })],
  ['a vocabulary that does not fit the graph', decoder, () => editConfig({ vocab_size: 9_000 })],
  ['a vocabulary smaller than the tokeniser', 'tokenizer.json', () => editConfig({ vocab_size: 7_000 })],
  [
    'the encoder in the place of the decoder',
    decoder,
    () => cp(join(directory, encoder), join(directory, decoder)),
  ],
];

test.each(damages)('%s is one error that names %s', async (_, file, damage) => {
  await damage();
  await expect(open()).rejects.toMatchObject({
    code: 'MODEL_FILE_INVALID',
    retry: 'operator',
    message: expect.stringContaining(file) as string,
  });
});
