import { silentLogger } from '../../core/logger.ts';
import type { Decoder } from '../engine/decoder.ts';
import { readModelConfig, type ModelConfig } from '../engine/model-config.ts';
import { openDecoder } from '../engine/open-decoder.ts';
import { searchGreedily } from '../engine/search-greedily.ts';
import { openTranslator } from '../open-translator.ts';
import type { Translator } from '../translator.ts';
import { randomSources, shape, type Contender, type ContenderOptions } from './contender.ts';

/** This engine: the decoder alone on random tokens, the whole translator on real sentences. */
export function ownContender(options: ContenderOptions): Contender {
  let shaped: Promise<{ decoder: Decoder; config: ModelConfig }> | undefined;
  let translator: Promise<Translator> | undefined;
  return {
    decodeShape: async (batch) => {
      shaped ??= openShape(options);
      const { decoder, config } = await shaped;
      await searchGreedily(decoder, config, randomSources(batch, 0), () => true);
      return { outputTokens: batch * shape.targetTokens };
    },
    // How many go in at once is the engine's own business.
    translate: async (sentences) => {
      translator ??= openTranslator({
        modelDirectory: options.embeddedDirectory,
        identity: { id: 'embedded', revision: 'bench' },
        threads: options.threads,
        log: silentLogger,
      });
      const translations = await (await translator).translate(sentences, { signal: never });
      return { outputTokens: translations.reduce((sum, { targetTokens }) => sum + targetTokens, 0) };
    },
  };
}

const never = new AbortController().signal;

async function openShape({ shapeDirectory, threads }: ContenderOptions) {
  const config = await readModelConfig(shapeDirectory);
  const files = {
    directory: shapeDirectory,
    encoder: 'onnx/encoder_model_quantized.onnx',
    decoder: 'onnx/decoder_model_merged_quantized.onnx',
  };
  const decoder = await openDecoder(files, config, { threads, log: silentLogger });
  // Forty steps, as `max_new_tokens: 40` gives the library; the end comes at the limit only.
  const forty = {
    ...config,
    bannedIds: [...config.bannedIds, config.endId],
    maxTargetTokens: shape.targetTokens + 1,
  };
  return { decoder, config: forty };
}
