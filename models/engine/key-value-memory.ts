import { Tensor } from 'onnxruntime-node';
import { releaseMemory } from './release-memory.ts';

/** Keys and values of some tokens by the names of `attentionNames`. */
export type TokenValues = ReadonlyMap<string, Float32Array<ArrayBuffer>>;

export interface MemoryShape {
  readonly heads: number;
  readonly headSize: number;
}

/**
 * Keys and values of some tokens of a batch, of all layers: each [rows, heads, tokens, headSize], row-major.
 *
 * It grows to the largest batch it ever held and is used again for the next one, so decoding leaves little garbage.
 */
export class KeyValueMemory {
  /** What it holds keys and values of, in the words of `attentionNames`. */
  readonly names: readonly string[];
  readonly #shape: MemoryShape;
  readonly #arrays = new Map<string, Float32Array<ArrayBuffer>>();
  #rows = 0;
  #tokens = 0;

  constructor(names: readonly string[], shape: MemoryShape) {
    this.names = names;
    this.#shape = shape;
  }

  get tokens(): number {
    return this.#tokens;
  }

  /** Makes it of this size, all zero. */
  clear(rows: number, tokens: number): void {
    [this.#rows, this.#tokens] = [rows, tokens];
    for (const name of this.names) this.#arrayOf(name, 0).fill(0, 0, this.#size);
  }

  /** The first rows stay; what new ones hold is to be copied into them. */
  setRows(rows: number): void {
    const kept = Math.min(rows, this.#rows) * this.#rowSize;
    this.#rows = rows;
    for (const name of this.names) this.#arrayOf(name, kept);
  }

  copyRow(from: number, to: number): void {
    const size = this.#rowSize;
    for (const array of this.#arrays.values()) array.copyWithin(to * size, from * size, (from + 1) * size);
  }

  /** Writes the first tokens of `row`: `values` [heads, some, headSize]. */
  writeRow(row: number, values: TokenValues): void {
    const { heads, headSize } = this.#shape;
    for (const [name, array] of values) {
      const length = array.length / heads;
      for (let head = 0; head < heads; head++) {
        const to = row * this.#rowSize + head * this.#tokens * headSize;
        this.#arrays.get(name)?.set(array.subarray(head * length, (head + 1) * length), to);
      }
    }
  }

  /** Holds `tokens` tokens from now on: `values`, [rows, heads, tokens, headSize]. What it held before is released. */
  adopt(tokens: number, values: TokenValues): void {
    this.#tokens = tokens;
    releaseMemory(this.#arrays.values());
    for (const [name, array] of values) this.#arrays.set(name, array);
  }

  /** Appends `tokens` tokens to every row: `values`, [rows, heads, tokens, headSize]. */
  append(tokens: number, values: TokenValues): void {
    const { heads, headSize } = this.#shape;
    const [before, added] = [this.#tokens * headSize, tokens * headSize];
    const after = before + added;
    this.#tokens += tokens;
    for (const [name, addition] of values) {
      const array = this.#arrayOf(name, this.#rows * heads * before);
      // From the end: where a head goes lies behind all heads that have yet to move.
      for (let head = this.#rows * heads - 1; head >= 0; head--) {
        array.copyWithin(head * after, head * before, (head + 1) * before);
        array.set(addition.subarray(head * added, (head + 1) * added), head * after + before);
      }
    }
  }

  /** As tensors, by the names that `nameOf` gives them. */
  tensors(nameOf: (name: string) => string): Record<string, Tensor> {
    const { heads, headSize } = this.#shape;
    const dims = [this.#rows, heads, this.#tokens, headSize];
    return Object.fromEntries(
      [...this.#arrays].map(([name, array]) => [
        nameOf(name),
        new Tensor('float32', array.subarray(0, this.#size), dims),
      ]),
    );
  }

  get #rowSize(): number {
    return this.#shape.heads * this.#tokens * this.#shape.headSize;
  }

  get #size(): number {
    return this.#rows * this.#rowSize;
  }

  /** The array of `name`, large enough for what there is now; its first `kept` values stay. */
  #arrayOf(name: string, kept: number): Float32Array<ArrayBuffer> {
    const array = this.#arrays.get(name);
    if (array !== undefined && array.length >= this.#size) return array;
    const larger = new Float32Array(Math.ceil(this.#size * growth));
    if (array !== undefined) larger.set(array.subarray(0, kept));
    this.#arrays.set(name, larger);
    return larger;
  }
}

/** Room for half as many more makes new memory rare. */
const growth = 1.5;
