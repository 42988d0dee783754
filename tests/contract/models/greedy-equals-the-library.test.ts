import { AutoModelForSeq2SeqLM, AutoTokenizer, env, LogLevel, type Tensor } from '@xenova/transformers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findModelFiles } from '../../../models/engine/model-files.ts';
import { readModelConfig } from '../../../models/engine/model-config.ts';
import { openStandardDecoder } from '../../../models/engine/standard-decoder.ts';
import { searchGreedily } from '../../../models/engine/search-greedily.ts';
import { embeddedModelDirectory } from '../../../models/registry/embedded-model.ts';
import type { Decoder } from '../../../models/engine/decoder.ts';
import type { ModelConfig } from '../../../models/engine/model-config.ts';
import { floresLines, hasFlores } from '../../support/flores.ts';

env.logLevel = LogLevel.ERROR;
const directory = embeddedModelDirectory();

let decoder: Decoder;
let config: ModelConfig;

beforeAll(async () => {
  config = await readModelConfig(directory);
  decoder = await openStandardDecoder(await findModelFiles(directory), config, 1);
});

afterAll(async () => {
  await decoder.close();
});

test.skipIf(!hasFlores)(
  'one sentence at a time, every token is the one the library chooses',
  { timeout: 120_000 },
  async () => {
    const tokenizer = await AutoTokenizer.from_pretrained(directory, { local_files_only: true });
    const model = await AutoModelForSeq2SeqLM.from_pretrained(directory, {
      local_files_only: true,
      dtype: 'q8',
      session_options: { intraOpNumThreads: 1 },
    });
    for (const line of floresLines('ar', 50)) {
      const inputs = tokenizer(line);
      const output = (await model.generate({ ...inputs, num_beams: 1 })) as Tensor; // its types lack encoder inputs
      const expected = [...(output.data as BigInt64Array)].map(Number); // token ids are int64
      const source = tokenizer(line, { return_tensor: false }).input_ids;
      const [hypothesis] = await searchGreedily(decoder, config, [source], () => true);
      expect([config.startId, ...(hypothesis?.tokens ?? []), config.endId]).toEqual(expected);
    }
    await model.dispose();
  },
);
