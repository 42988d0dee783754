import { AutoModelForSeq2SeqLM, AutoTokenizer, env, LogLevel, type Tensor } from '@xenova/transformers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import type { Decoder } from '../../../models/engine/decoder.ts';
import { findModelFiles } from '../../../models/engine/model-files.ts';
import { readModelConfig, type ModelConfig } from '../../../models/engine/model-config.ts';
import { openDecoder } from '../../../models/engine/open-decoder.ts';
import { openStandardDecoder } from '../../../models/engine/standard-decoder.ts';
import { searchGreedily } from '../../../models/engine/search-greedily.ts';
import { embeddedModelDirectory } from '../../../models/registry/embedded-model.ts';
import { floresLines, hasFlores } from '../../support/flores.ts';

env.logLevel = LogLevel.ERROR;
const directory = embeddedModelDirectory();
/** MUWAZI_FLORES_LINES=997 compares all of it; a sample keeps the everyday run short. */
const lines = hasFlores ? floresLines('ar', Number(process.env['MUWAZI_FLORES_LINES'] ?? 50)) : [];

let config: ModelConfig;
let sources: readonly (readonly number[])[];
let expected: readonly (readonly number[])[];

describe.skipIf(!hasFlores)('against the transformers library on FLORES dev', { timeout: 1_200_000 }, () => {
  beforeAll(async () => {
    config = await readModelConfig(directory);
    const tokenizer = await AutoTokenizer.from_pretrained(directory, { local_files_only: true });
    sources = lines.map((line) => tokenizer(line, { return_tensor: false }).input_ids);
    const model = await AutoModelForSeq2SeqLM.from_pretrained(directory, {
      local_files_only: true,
      dtype: 'q8',
      session_options: { intraOpNumThreads: 1 },
    });
    const outputs: number[][] = [];
    for (const line of lines) {
      const output = (await model.generate({ ...tokenizer(line), num_beams: 1 })) as Tensor; // no other result is asked for
      const ids = [...(output.data as BigInt64Array)].map(Number); // token ids are int64
      outputs.push(ids.slice(1, -1)); // without start and end
    }
    await model.dispose();
    expected = outputs;
  }, 1_200_000);

  const decoders = {
    published: async () => openStandardDecoder(await findModelFiles(directory), config, 1),
    prepared: async () =>
      openDecoder(await findModelFiles(directory), config, { threads: 1, log: silentLogger }),
  };

  describe.each(['published', 'prepared'] as const)('the %s graphs', (form) => {
    let decoder: Decoder;

    beforeAll(async () => {
      decoder = await decoders[form]();
    });

    afterAll(async () => {
      await decoder.close();
    });

    test('choose the same tokens one sentence at a time', async () => {
      for (const [line, source] of sources.entries()) {
        const [hypothesis] = await searchGreedily(decoder, config, [source], () => true);
        expect(hypothesis?.tokens).toEqual(expected[line]);
      }
    });
  });

  test('the neighbours of a sentence in a batch change less than one translation in a hundred', async () => {
    const decoder = await decoders.prepared();
    let different = 0;
    for (let at = 0; at < sources.length; at += 16) {
      const hypotheses = await searchGreedily(decoder, config, sources.slice(at, at + 16), () => true);
      for (const [place, { tokens }] of hypotheses.entries()) {
        if (tokens.join() !== expected[at + place]?.join()) different++;
      }
    }
    await decoder.close();
    expect(different).toBeLessThanOrEqual(Math.ceil(sources.length / 100));
  });
});
