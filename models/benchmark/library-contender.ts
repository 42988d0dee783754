import {
  AutoModelForSeq2SeqLM,
  env,
  LogLevel,
  pipeline,
  Tensor,
  type PreTrainedModel,
  type TranslationPipeline,
} from '@xenova/transformers';
import { normaliseForModel } from '../../text/normalise-for-model.ts';
import { randomSources, shape, type Contender, type ContenderOptions } from './contender.ts';

/** The transformers library: `generate()` on random tokens, `pipeline('translation')` on real sentences. */
export function libraryContender(options: ContenderOptions): Contender {
  env.logLevel = LogLevel.ERROR;
  const load = {
    local_files_only: true,
    dtype: 'q8',
    session_options: { intraOpNumThreads: options.threads, interOpNumThreads: 1 },
  } as const;
  let model: Promise<PreTrainedModel> | undefined;
  let translate: Promise<TranslationPipeline> | undefined;
  return {
    decodeShape: async (batch) => {
      model ??= AutoModelForSeq2SeqLM.from_pretrained(options.shapeDirectory, load);
      const ids = BigInt64Array.from(randomSources(batch, 0).flat(), BigInt);
      await (
        await model
      ).generate({
        input_ids: new Tensor('int64', ids, [batch, shape.sourceTokens]),
        attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), [
          batch,
          shape.sourceTokens,
        ]),
        min_new_tokens: shape.targetTokens,
        max_new_tokens: shape.targetTokens,
        num_beams: 1,
      });
      return { outputTokens: batch * shape.targetTokens };
    },
    translate: async (sentences, batch) => {
      translate ??= pipeline('translation', options.embeddedDirectory, load);
      const run = await translate;
      // Sentences of like length together, as is best for it.
      const sorted = sentences.map(normaliseForModel).sort((a, b) => a.length - b.length);
      let outputTokens = 0;
      for (let at = 0; at < sorted.length; at += batch) {
        const outputs = await run(sorted.slice(at, at + batch));
        for (const { translation_text: text } of outputs as { translation_text: string }[]) {
          outputTokens += run.tokenizer(text, { return_tensor: false }).input_ids.length - 1;
        }
      }
      return { outputTokens };
    },
  };
}
