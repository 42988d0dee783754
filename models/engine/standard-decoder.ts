import { join } from 'node:path';
import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { appError } from '../../core/app-error.ts';
import type { Decoder, DecodeState, NextTokens } from './decoder.ts';
import type { ModelConfig } from './model-config.ts';
import type { ModelFiles } from './model-files.ts';
import { openSession } from './open-session.ts';
import { padSources } from './pad-sources.ts';
import { selectRows } from './select-rows.ts';
import { attentionNames, pastName, presentName } from './tensor-names.ts';
import { topTokens } from './top-tokens.ts';

/**
 * The decoder on the graphs as they are published: an encoder, and a merged decoder whose `use_cache_branch` chooses
 * between the first step (computes the keys and values of the source) and every later one (takes them from the past).
 *
 * @see https://huggingface.co/docs/optimum/exporters/onnx/overview (merged decoders)
 */
export async function openStandardDecoder(
  files: ModelFiles,
  config: ModelConfig,
  threads: number,
): Promise<Decoder> {
  const encoder = await openSession(join(files.directory, files.encoder), {
    threads,
    inputs: ['input_ids', 'attention_mask'],
    outputs: ['last_hidden_state'],
  });
  const decoder = await openSession(join(files.directory, files.decoder), {
    threads,
    inputs: [
      'input_ids',
      'encoder_attention_mask',
      'encoder_hidden_states',
      'use_cache_branch',
      ...allNames(config).map(pastName),
    ],
    outputs: ['logits', ...allNames(config).map(presentName)],
  });
  checkVocabulary(decoder, files, config);
  return {
    begin: async (sources) => {
      const { rows, width, ids, mask } = padSources(sources, config.padId);
      const attentionMask = new Tensor('int64', mask, [rows, width]);
      const { last_hidden_state: hidden } = await encoder.run({
        input_ids: new Tensor('int64', ids, [rows, width]),
        attention_mask: attentionMask,
      });
      if (hidden === undefined) throw new Error('the encoder gave no last_hidden_state');
      return new StandardDecodeState(decoder, config, { attentionMask, hidden });
    },
    close: async () => {
      await encoder.release();
      await decoder.release();
    },
  };
}

interface Source {
  readonly attentionMask: Tensor;
  readonly hidden: Tensor;
}

class StandardDecodeState implements DecodeState {
  readonly #decoder: InferenceSession;
  #source: Source;
  #past: Map<string, Tensor>;
  #begun = false;

  constructor(decoder: InferenceSession, config: ModelConfig, source: Source) {
    this.#decoder = decoder;
    this.#source = source;
    const empty = new Tensor('float32', new Float32Array(0), [this.rows, config.heads, 0, config.headSize]);
    this.#past = new Map(allNames(config).map((name) => [name, empty]));
  }

  get rows(): number {
    return this.#source.attentionMask.dims[0] ?? 0;
  }

  async step(tokens: readonly number[], width: number): Promise<NextTokens> {
    const outputs = await this.#decoder.run({
      input_ids: new Tensor('int64', BigInt64Array.from(tokens, BigInt), [this.rows, 1]),
      encoder_attention_mask: this.#source.attentionMask,
      encoder_hidden_states: this.#source.hidden,
      use_cache_branch: new Tensor('bool', [this.#begun], [1]),
      ...Object.fromEntries([...this.#past].map(([name, tensor]) => [pastName(name), tensor])),
    });
    for (const name of this.#past.keys()) {
      // Later steps only pass the source's keys and values through, some exports as empty tensors: keep the first.
      if (this.#begun && name.includes('.encoder.')) continue;
      const present = outputs[presentName(name)];
      if (present !== undefined) this.#past.set(name, present);
    }
    this.#begun = true;
    return topTokens(outputs['logits']?.data as Float32Array, this.rows, width); // declared float32 by the layout
  }

  keep(rows: readonly number[]): Promise<void> {
    this.#source = {
      attentionMask: selectRows(this.#source.attentionMask, rows),
      hidden: selectRows(this.#source.hidden, rows),
    };
    this.#past = new Map([...this.#past].map(([name, tensor]) => [name, selectRows(tensor, rows)]));
    return Promise.resolve();
  }
}

function allNames(config: ModelConfig): readonly string[] {
  return [...attentionNames(config, 'decoder'), ...attentionNames(config, 'encoder')];
}

function checkVocabulary(decoder: InferenceSession, files: ModelFiles, config: ModelConfig): void {
  const logits = decoder.outputMetadata.find((output) => output.name === 'logits');
  const size = logits?.isTensor === true ? logits.shape.at(-1) : undefined;
  if (typeof size !== 'number' || size === config.vocabularySize) return;
  const expected = `a vocabulary of ${config.vocabularySize} words as config.json says, but it has ${size}`;
  throw appError('MODEL_FILE_INVALID', [files.decoder, expected], {
    details: { directory: files.directory },
  });
}
