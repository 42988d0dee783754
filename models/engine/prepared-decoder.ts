import type { InferenceSession } from 'onnxruntime-node';
import { Tensor } from 'onnxruntime-node';
import { choice } from '../graph/choose-tokens.ts';
import type { Decoder, DecodeState, NextTokens } from './decoder.ts';
import type { ModelConfig } from './model-config.ts';
import { SwapBuffer } from './swap-buffer.ts';
import { attentionNames, pastName, presentName } from './tensor-names.ts';

/** The graphs a prepared decoder runs; see graph/prepare-decoder.ts. */
export interface PreparedSessions {
  readonly encoder: InferenceSession;
  readonly source: InferenceSession;
  readonly step: InferenceSession;
}

/** Keys and values by name, kept between steps and from batch to batch. */
type Memory = ReadonlyMap<string, SwapBuffer>;

/**
 * The decoder on prepared graphs.
 *
 * Sentences are read one at a time, because their activations are scaled per tensor: a batch would change what they
 * mean. They are written together, because there each row has its own scales. So a translation does not depend on the
 * sentences beside it. One batch at a time: `begin` ends the one before.
 */
export function preparedDecoder(sessions: PreparedSessions, config: ModelConfig): Decoder {
  const memoryOf = (side: 'decoder' | 'encoder'): Memory =>
    new Map(attentionNames(config, side).map((name) => [name, new SwapBuffer()]));
  const written = memoryOf('decoder');
  const source = memoryOf('encoder');
  return {
    begin: async (sources) => {
      const width = Math.max(0, ...sources.map((ids) => ids.length));
      for (const [row, ids] of sources.entries()) {
        const values = await readSource(sessions, ids);
        for (const [name, buffer] of source) {
          const padded = buffer.write(sources.length * config.heads * width * config.headSize);
          placeRow(padded, values[presentName(name)]?.data as Float32Array, { row, width, config }); // float by the layout
        }
      }
      for (const buffer of source.values()) buffer.swap();
      const lengths = sources.map((ids) => ids.length);
      return new PreparedDecodeState(sessions.step, config, { lengths, width }, { source, written });
    },
    close: async () => {
      for (const session of Object.values(sessions) as InferenceSession[]) await session.release();
    },
  };
}

async function readSource(
  sessions: PreparedSessions,
  ids: readonly number[],
): Promise<InferenceSession.ReturnType> {
  const { last_hidden_state: hidden } = await sessions.encoder.run({
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
    attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), [1, ids.length]),
  });
  if (hidden === undefined) throw new Error('the encoder gave no last_hidden_state');
  return sessions.source.run({ encoder_hidden_states: hidden });
}

/** Copies [1, heads, length, headSize] into its row of [rows, heads, width, headSize]; the rest of the row becomes zero. */
function placeRow(
  padded: Float32Array,
  values: Float32Array,
  place: { readonly row: number; readonly width: number; readonly config: ModelConfig },
): void {
  const { row, width, config } = place;
  const headLength = values.length / config.heads;
  const paddedLength = width * config.headSize;
  for (let head = 0; head < config.heads; head++) {
    const start = (row * config.heads + head) * paddedLength;
    padded.set(values.subarray(head * headLength, (head + 1) * headLength), start);
    padded.fill(0, start + headLength, start + paddedLength);
  }
}

interface SourceShape {
  /** Tokens of each row. */
  readonly lengths: readonly number[];
  /** Tokens each row is padded to. */
  readonly width: number;
}

class PreparedDecodeState implements DecodeState {
  readonly #step: InferenceSession;
  readonly #config: ModelConfig;
  readonly #source: Memory;
  readonly #written: Memory;
  readonly #width: number;
  #lengths: readonly number[];
  /** Which of the sources each row reads; rows of one source share its keys and values. */
  #sourceOf: readonly number[];
  #mask: Tensor;
  #tokens = 0;

  constructor(
    step: InferenceSession,
    config: ModelConfig,
    shape: SourceShape,
    memory: { readonly source: Memory; readonly written: Memory },
  ) {
    this.#step = step;
    this.#config = config;
    this.#source = memory.source;
    this.#written = memory.written;
    this.#width = shape.width;
    this.#lengths = shape.lengths;
    this.#sourceOf = shape.lengths.map((_, row) => row);
    this.#mask = maskOf(shape.lengths, shape.width);
  }

  get rows(): number {
    return this.#lengths.length;
  }

  async step(tokens: readonly number[], width: number): Promise<NextTokens> {
    const outputs = await this.#step.run(
      {
        input_ids: new Tensor('int64', BigInt64Array.from(tokens, BigInt), [this.rows, 1]),
        encoder_attention_mask: this.#mask,
        [choice.width]: new Tensor('int64', BigInt64Array.of(BigInt(width)), [1]),
        ...this.#tensors(this.#source, this.#width, (buffer, length) => buffer.read(length), pastName),
        ...this.#tensors(this.#written, this.#tokens, (buffer, length) => buffer.read(length), pastName),
      },
      {
        // Written where they will be read from in the next step, instead of being copied out of ONNX Runtime.
        ...this.#tensors(
          this.#written,
          this.#tokens + 1,
          (buffer, length) => buffer.write(length),
          presentName,
        ),
        [choice.ids]: null,
        [choice.logits]: null,
        [choice.logSum]: null,
      },
    );
    for (const buffer of this.#written.values()) buffer.swap();
    this.#tokens++;
    return readChoice(outputs, width);
  }

  keep(rows: readonly number[]): Promise<void> {
    if (rows.length === this.rows && rows.every((row, place) => row === place)) return Promise.resolve();
    this.#gather(this.#written, this.#tokens, rows);
    const sourceOf = rows.map((row) => this.#sourceOf[row] ?? 0);
    if (sourceOf.join() !== this.#sourceOf.join()) {
      this.#gather(this.#source, this.#width, rows);
      this.#lengths = rows.map((row) => this.#lengths[row] ?? 0);
      this.#sourceOf = sourceOf;
      this.#mask = maskOf(this.#lengths, this.#width);
    }
    return Promise.resolve();
  }

  /** The buffers of `memory` as tensors of `length` tokens a row, by the graph's names. */
  #tensors(
    memory: Memory,
    length: number,
    view: (buffer: SwapBuffer, values: number) => Float32Array<ArrayBuffer>,
    nameOf: (name: string) => string,
  ): Record<string, Tensor> {
    const dims = [this.rows, this.#config.heads, length, this.#config.headSize];
    const size = this.rows * this.#rowSize(length);
    return Object.fromEntries(
      [...memory].map(([name, buffer]) => [nameOf(name), new Tensor('float32', view(buffer, size), dims)]),
    );
  }

  #gather(memory: Memory, length: number, rows: readonly number[]): void {
    const rowSize = this.#rowSize(length);
    for (const buffer of memory.values()) {
      const from = buffer.read(this.rows * rowSize);
      const to = buffer.write(rows.length * rowSize);
      rows.forEach((row, place) => {
        to.set(from.subarray(row * rowSize, (row + 1) * rowSize), place * rowSize);
      });
      buffer.swap();
    }
  }

  #rowSize(length: number): number {
    return this.#config.heads * length * this.#config.headSize;
  }
}

function maskOf(lengths: readonly number[], width: number): Tensor {
  const mask = new BigInt64Array(lengths.length * width);
  lengths.forEach((length, row) => mask.fill(1n, row * width, row * width + length));
  return new Tensor('int64', mask, [lengths.length, width]);
}

function readChoice(outputs: InferenceSession.ReturnType, width: number): NextTokens {
  const logits = outputs[choice.logits]?.data as Float32Array; // types as graph/choose-tokens.ts declares them
  const logSums = outputs[choice.logSum]?.data as Float32Array;
  const logProbs = logits.map((logit, at) => logit - (logSums[Math.floor(at / width)] ?? 0));
  return { width, ids: Int32Array.from(outputs[choice.ids]?.data as BigInt64Array, Number), logProbs };
}
