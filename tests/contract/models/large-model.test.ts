import { copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findModelFiles } from '../../../models/engine/model-files.ts';
import { readModelConfig } from '../../../models/engine/model-config.ts';
import { openDecoder } from '../../../models/engine/open-decoder.ts';
import { searchGreedily } from '../../../models/engine/search-greedily.ts';
import { encodeModel } from '../../../models/graph/onnx-model.ts';
import { embeddedModelDirectory } from '../../../models/registry/embedded-model.ts';
import { resolveModel } from '../../../models/resolve-model.ts';
import { openTranslator } from '../../../models/open-translator.ts';
import { marianDecoder, marianEncoder, type MarianShape } from '../../support/marian-graphs.ts';
import { recordLog } from '../../support/recorded-log.ts';

/** opus-mt-tc-big in all but its vocabulary, which is the embedded model's so that its tokeniser serves. */
const tcBig: MarianShape = {
  width: 1024,
  heads: 16,
  hidden: 4096,
  encoderLayers: 6,
  decoderLayers: 6,
  vocabulary: 8_002,
  positions: 1024,
};

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muwazi-tc-big-'));
  await mkdir(join(directory, 'onnx'));
  const files = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];
  for (const file of files) await copyFile(join(embeddedModelDirectory(), file), join(directory, file));
  const config = JSON.parse(await readFile(join(directory, 'config.json'), 'utf8')) as object;
  const { width, heads, hidden, encoderLayers, decoderLayers, positions } = tcBig;
  const sizes = {
    d_model: width,
    encoder_attention_heads: heads,
    decoder_attention_heads: heads,
    encoder_ffn_dim: hidden,
    decoder_ffn_dim: hidden,
    encoder_layers: encoderLayers,
    decoder_layers: decoderLayers,
    max_position_embeddings: positions,
    activation_function: 'relu',
  };
  await writeFile(join(directory, 'config.json'), JSON.stringify({ ...config, ...sizes }));
  // Noise never ends a sentence by itself.
  await writeFile(join(directory, 'generation_config.json'), JSON.stringify({ max_length: 12 }));
  await writeFile(join(directory, 'onnx', 'encoder_model_quantized.onnx'), encodeModel(marianEncoder(tcBig)));
  await writeFile(
    join(directory, 'onnx', 'decoder_model_merged_quantized.onnx'),
    encodeModel(marianDecoder(tcBig)),
  );
});
afterAll(async () => {
  await rm(directory, { recursive: true });
});

test('a model of opus-mt-tc-big’s shape is prepared, loaded, and writes tokens', async () => {
  const weights = await Promise.all(
    ['encoder_model_quantized.onnx', 'decoder_model_merged_quantized.onnx'].map((file) =>
      stat(join(directory, 'onnx', file)),
    ),
  );
  // 6 × 12.6 million weights and 6 × 16.8 million, a byte each, and the words.
  expect(weights[0]?.size).toBeGreaterThan(75e6);
  expect(weights[1]?.size).toBeGreaterThan(100e6);
  const log = recordLog();
  const config = await readModelConfig(directory);
  expect(config).toMatchObject({ decoderLayers: 6, heads: 16, headSize: 64 });
  const decoder = await openDecoder(await findModelFiles(directory), config, { threads: 2, log });
  try {
    expect(log.lines.map(({ message }) => message)).toEqual(['decoder prepared']);
    const sources = [
      [10, 20, 30, 40, 0],
      [50, 60, 0],
    ];
    const together = await searchGreedily(decoder, config, sources, () => true);
    const alone = await searchGreedily(decoder, config, [[50, 60, 0]], () => true);
    expect(together.map(({ tokens }) => tokens.length)).toEqual([expect.any(Number), expect.any(Number)]);
    expect(together[0]?.tokens.length).toBeGreaterThan(3);
    // What is written depends on its own source, and on nothing beside it.
    expect(together[1]?.tokens).toEqual(alone[0]?.tokens);
    expect(together[0]?.tokens).not.toEqual(together[1]?.tokens);
  } finally {
    await decoder.close();
  }
});

test('it translates as any other model does', async () => {
  const log = recordLog();
  const { identity } = await resolveModel({ choice: directory, modelsDir: '', log });
  const translator = await openTranslator({ modelDirectory: directory, identity, threads: 2, log });
  try {
    const signal = new AbortController().signal;
    const [translation] = await translator.translate(['قال الرئيس.'], { signal });
    expect(translation).toMatchObject({ origin: 'model' });
    expect(translation?.targetTokens).toBeGreaterThan(3);
  } finally {
    await translator.close();
  }
});
