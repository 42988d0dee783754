import type { InferenceSession } from 'onnxruntime-node';
import { Tensor } from 'onnxruntime-node';
import { choice } from '../graph/choose-tokens.ts';
import { lastBlockOf, recentOf, tokensPerBlock, written } from '../graph/rewrite-attention.ts';
import type { Decoder, DecodeState, NextTokens } from './decoder.ts';
import { KeyValueMemory, type TokenValues } from './key-value-memory.ts';
import type { ModelConfig } from './model-config.ts';
import { releaseMemory } from './release-memory.ts';
import { RowSlots } from './row-slots.ts';
import { attentionNames, pastName, presentName } from './tensor-names.ts';

/** The graphs a prepared decoder runs; see graph/prepare-decoder.ts. */
export interface PreparedSessions {
  readonly encoder: InferenceSession;
  readonly source: InferenceSession;
  readonly step: InferenceSession;
  readonly singleStep: InferenceSession;
}

interface Memories {
  readonly source: KeyValueMemory;
  /** What was written, all but the last few tokens … */
  readonly settled: KeyValueMemory;
  /** … and those; see graph/rewrite-attention.ts. */
  readonly recent: KeyValueMemory;
}

/**
 * The decoder on prepared graphs.
 *
 * Sentences are read one at a time, because their activations are scaled per tensor: a batch would change what they
 * mean. They are written together, because there each row has its own scales. So a translation does not depend on the
 * sentences beside it. One batch at a time: `begin` ends the one before.
 */
export function preparedDecoder(sessions: PreparedSessions, config: ModelConfig): Decoder {
  const memories: Memories = {
    source: new KeyValueMemory(attentionNames(config, 'encoder'), config),
    settled: new KeyValueMemory(attentionNames(config, 'decoder'), config),
    recent: new KeyValueMemory(attentionNames(config, 'decoder'), config),
  };
  return {
    begin: async (sources) => {
      const lengths = sources.map((ids) => ids.length);
      const width = Math.max(0, ...lengths);
      memories.source.clear(sources.length, width);
      for (const [row, ids] of sources.entries()) {
        const values = await readSource(sessions, ids, memories.source.names);
        memories.source.writeRow(row, values);
        releaseMemory(values.values());
      }
      return new PreparedDecodeState(sessions, { lengths, width }, memories);
    },
    close: async () => {
      for (const session of Object.values(sessions) as InferenceSession[]) await session.release();
    },
  };
}

async function readSource(
  sessions: PreparedSessions,
  ids: readonly number[],
  names: readonly string[],
): Promise<TokenValues> {
  const { last_hidden_state: hidden } = await sessions.encoder.run({
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
    attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), [1, ids.length]),
  });
  if (hidden === undefined) throw new Error('the encoder gave no last_hidden_state');
  const values = attentionValues(await sessions.source.run({ encoder_hidden_states: hidden }), names);
  releaseMemory([floatsOf(hidden)]);
  return values;
}

function attentionValues(outputs: InferenceSession.ReturnType, names: readonly string[]): TokenValues {
  return new Map(names.map((name) => [name, floatsOf(outputs[presentName(name)])]));
}

/** Float by the layout of the graphs, and in a buffer of its own, as ONNX Runtime makes every output. */
function floatsOf(tensor: InferenceSession.OnnxValueMapType[string] | undefined): Float32Array<ArrayBuffer> {
  return tensor?.data as Float32Array<ArrayBuffer>;
}

interface SourceShape {
  /** Tokens of each row. */
  readonly lengths: readonly number[];
  /** Tokens each row is padded to. */
  readonly width: number;
}

class PreparedDecodeState implements DecodeState {
  readonly #sessions: PreparedSessions;
  readonly #memories: Memories;
  readonly #shape: SourceShape;
  readonly #slots: RowSlots;
  /** The source that the row in each slot reads; rows of one source share it. */
  readonly #sources: number[];
  #mask: Tensor;

  constructor(sessions: PreparedSessions, shape: SourceShape, memories: Memories) {
    this.#sessions = sessions;
    this.#memories = memories;
    this.#shape = shape;
    this.#slots = new RowSlots(shape.lengths.length);
    this.#sources = shape.lengths.map((_, source) => source);
    this.#mask = this.#maskSources();
    memories.settled.clear(this.rows, 0);
    memories.recent.clear(this.rows, 0);
  }

  get rows(): number {
    return this.#slots.rows;
  }

  async step(tokens: readonly number[], width: number): Promise<NextTokens> {
    const { source, settled, recent } = this.#memories;
    const session = this.rows === 1 ? this.#sessions.singleStep : this.#sessions.step;
    const lastRecentBlock = lastBlockOf(recent.tokens + 1);
    const outputs = await session.run({
      input_ids: integers(this.#slots.toSlots(tokens), [this.rows, 1]),
      encoder_attention_mask: this.#mask,
      [choice.width]: integers([width], [1]),
      [written.length]: integers([settled.tokens + recent.tokens], []),
      [written.settled]: integers([settled.tokens], [1]),
      [written.lastBlock]: integers([settled.tokens + lastRecentBlock], [1]),
      [written.lastRecentBlock]: integers([lastRecentBlock], [1]),
      ...source.tensors(pastName),
      ...settled.tensors(pastName),
      ...recent.tensors((name) => recentOf(pastName(name))),
    });
    const values = attentionValues(outputs, recent.names);
    if (recent.tokens + 1 < tokensPerBlock) recent.adopt(recent.tokens + 1, values);
    else {
      settled.append(tokensPerBlock, values);
      releaseMemory(values.values());
      recent.clear(this.rows, 0);
    }
    return readChoice(outputs, width, this.#slots);
  }

  keep(rows: readonly number[]): Promise<void> {
    const more = rows.length > this.rows;
    if (more) this.#setRows(rows.length);
    const moves = this.#slots.keep(rows);
    for (const { from, to } of moves) {
      this.#memories.settled.copyRow(from, to);
      this.#memories.recent.copyRow(from, to);
    }
    const read = moves.filter(({ from, to }) => this.#sources[from] !== this.#sources[to]);
    for (const { from, to } of read) this.#memories.source.copyRow(from, to);
    // A slot that is copied from is never copied to, so all at once is the same as one after the other.
    for (const { from, to } of read) this.#sources[to] = this.#sources[from] ?? 0;
    if (!more) this.#setRows(rows.length);
    this.#mask = this.#maskSources();
    return Promise.resolve();
  }

  #setRows(rows: number): void {
    for (const memory of Object.values(this.#memories) as KeyValueMemory[]) memory.setRows(rows);
    this.#sources.length = rows;
  }

  #maskSources(): Tensor {
    const { lengths, width } = this.#shape;
    const mask = new BigInt64Array(this.#sources.length * width);
    this.#sources.forEach((source, slot) =>
      mask.fill(1n, slot * width, slot * width + (lengths[source] ?? 0)),
    );
    return new Tensor('int64', mask, [this.#sources.length, width]);
  }
}

function integers(values: readonly number[], dims: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), dims);
}

/** In the order of the rows, with log-probabilities. */
function readChoice(outputs: InferenceSession.ReturnType, width: number, slots: RowSlots): NextTokens {
  // Types as graph/choose-tokens.ts declares them.
  const ids = outputs[choice.ids]?.data as BigInt64Array;
  const logits = outputs[choice.logits]?.data as Float32Array;
  const logSums = outputs[choice.logSum]?.data as Float32Array;
  const next = { width, ids: new Int32Array(ids.length), logProbs: new Float32Array(ids.length) };
  for (let row = 0, to = 0; row < slots.rows; row++) {
    const slot = slots.slotOf(row);
    for (let from = slot * width; from < (slot + 1) * width; from++, to++) {
      next.ids[to] = Number(ids[from]);
      next.logProbs[to] = (logits[from] ?? 0) - (logSums[slot] ?? 0);
    }
  }
  return next;
}
