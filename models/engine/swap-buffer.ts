/**
 * The memory of one tensor that is rewritten over and over: what is read and what is written next change places.
 * It grows to the largest tensor it ever held and is used again for the next batch, so decoding leaves no garbage.
 */
export class SwapBuffer {
  #front = new Float32Array(0);
  #back = new Float32Array(0);

  /** The first `length` values of what was written last. */
  read(length: number): Float32Array<ArrayBuffer> {
    return this.#front.subarray(0, length);
  }

  /** Room for `length` values, to be filled before `swap`. Holds old values. */
  write(length: number): Float32Array<ArrayBuffer> {
    if (this.#back.length < length) this.#back = new Float32Array(Math.ceil(length * growth));
    return this.#back.subarray(0, length);
  }

  /** What was written is now what is read. */
  swap(): void {
    [this.#front, this.#back] = [this.#back, this.#front];
  }
}

/** A past grows by one token a step; room for half as many more makes new memory rare. */
const growth = 1.5;
