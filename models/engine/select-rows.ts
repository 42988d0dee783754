import { Tensor } from 'onnxruntime-node';

/** A tensor whose first axis holds `rows[i]` of `tensor`'s first axis at `i`; a row may stand several times. */
export function selectRows(tensor: Tensor, rows: readonly number[]): Tensor {
  const data = tensor.data as Float32Array | BigInt64Array; // the only types a decoder keeps between steps
  const [present = 1, ...rest] = tensor.dims;
  const rowLength = data.length / Math.max(1, present);
  const dims = [rows.length, ...rest];
  if (data instanceof BigInt64Array) {
    return new Tensor('int64', copyRows(data, new BigInt64Array(rows.length * rowLength), rows), dims);
  }
  return new Tensor('float32', copyRows(data, new Float32Array(rows.length * rowLength), rows), dims);
}

function copyRows<Data extends Float32Array | BigInt64Array>(
  from: Data,
  to: Data,
  rows: readonly number[],
): Data {
  const rowLength = to.length / Math.max(1, rows.length);
  rows.forEach((row, place) => {
    // Both are the same kind of array; the union's `set` cannot say so.
    (to as Float32Array).set(
      from.subarray(row * rowLength, (row + 1) * rowLength) as Float32Array,
      place * rowLength,
    );
  });
  return to;
}
