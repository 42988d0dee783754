import { elementTypes, type OnnxTensor } from './onnx-model.ts';
import { dimsOf, readBytes } from './tensor-data.ts';

/*
 * An activation that is quantised with its own zero point z, but multiplied as if z were 128, gives
 *
 *   (q − 128) · B   instead of   (q − z) · B = (q − 128) · B − (z − 128) Σ B
 *
 * Where the activation is padded with zeros before it is quantised, each of the padded places holds exactly z. So rows of
 * weights that add up to −Σ B in every column, one for each padded place, make the product right by itself, in whole
 * numbers, without another pass over the result.
 */

/**
 * Largest value in an added row. Two products of it with an activation byte still fit 16 bits: processors without
 * VNNI add pairs of products in 16 bits and would cut off what is larger.
 */
const mostPerRow = 64;

/** The bytes of a weight matrix [rows, columns] with the zero point of each column. */
export interface Weight {
  readonly rows: number;
  readonly columns: number;
  readonly bytes: Int8Array | Uint8Array;
  readonly zeroPoints: Int8Array | Uint8Array;
  /** Σ B of every column, its zero point taken away. */
  readonly columnSums: Int32Array;
}

export function readWeight(tensor: OnnxTensor, zeroPoint: OnnxTensor | undefined): Weight {
  const [rows = 0, columns = 0] = dimsOf(tensor);
  const bytes = readBytes(tensor);
  const given = zeroPoint === undefined ? bytes.slice(0, 1).fill(0) : readBytes(zeroPoint);
  const zeroPoints = bytes.slice(0, columns).map((_, column) => given[given.length === 1 ? 0 : column] ?? 0);
  return { rows, columns, bytes, zeroPoints, columnSums: sumColumns(rows, bytes, zeroPoints) };
}

/** Weights of as many rows side by side. Throws when some are signed and some are not. */
export function joinColumns(weights: readonly Weight[]): Weight {
  const [first] = weights;
  const signed = weights.every(({ bytes }) => bytes instanceof Int8Array);
  const alike = weights.every(
    ({ bytes, rows }) => bytes instanceof Int8Array === signed && rows === first?.rows,
  );
  if (first === undefined || !alike) throw new Error('weights of different kinds do not stand side by side');
  const columns = weights.reduce((sum, weight) => sum + weight.columns, 0);
  const bytes = signed ? new Int8Array(first.rows * columns) : new Uint8Array(first.rows * columns);
  const zeroPoints = signed ? new Int8Array(columns) : new Uint8Array(columns);
  const columnSums = new Int32Array(columns);
  let start = 0;
  for (const weight of weights) {
    for (let row = 0; row < first.rows; row++) {
      const values = weight.bytes.subarray(row * weight.columns, (row + 1) * weight.columns);
      bytes.set(values, row * columns + start);
    }
    zeroPoints.set(weight.zeroPoints, start);
    columnSums.set(weight.columnSums, start);
    start += weight.columns;
  }
  return { rows: first.rows, columns, bytes, zeroPoints, columnSums };
}

/** How many rows {@link extendWeight} needs for this weight, 0 when its columns add up to nothing. */
export function extensionOf(weight: Weight): number {
  const { least, most } = rangeOf(weight.bytes);
  return weight.columnSums.reduce((needed, sum, column) => {
    const zero = weight.zeroPoints[column] ?? 0;
    const step = Math.min(mostPerRow, sum > 0 ? zero - least : most - zero);
    if (sum !== 0 && step === 0) throw new Error('a column of weights leaves no room for its correction');
    return sum === 0 ? needed : Math.max(needed, Math.ceil(Math.abs(sum) / step));
  }, 0);
}

/** The columns from `start` to `end` of `weight`, with `extension` rows below that make each column add up to zero. */
export function extendWeight(
  weight: Weight,
  { name, extension, start, end }: { name: string; extension: number; start: number; end: number },
): OnnxTensor {
  const { rows, columns, bytes, zeroPoints, columnSums } = weight;
  const width = end - start;
  const extended =
    bytes instanceof Int8Array
      ? new Int8Array((rows + extension) * width)
      : new Uint8Array((rows + extension) * width);
  for (let row = 0; row < rows; row++) {
    extended.set(bytes.subarray(row * columns + start, row * columns + end), row * width);
  }
  const { least, most } = rangeOf(bytes);
  const rest = columnSums.slice(start, end);
  for (let row = rows; row < rows + extension; row++) {
    for (let column = 0; column < width; column++) {
      const zero = zeroPoints[start + column] ?? 0;
      const wanted = Math.min(mostPerRow, Math.max(-mostPerRow, -(rest[column] ?? 0)));
      const value = Math.min(most, Math.max(least, wanted + zero));
      extended[row * width + column] = value;
      rest[column] = (rest[column] ?? 0) + value - zero;
    }
  }
  const raw_data = new Uint8Array(extended.buffer, extended.byteOffset, extended.byteLength);
  const data_type = bytes instanceof Int8Array ? elementTypes.int8 : elementTypes.uint8;
  return { name, dims: [rows + extension, width], data_type, raw_data };
}

function sumColumns(rows: number, bytes: Weight['bytes'], zeroPoints: Weight['zeroPoints']): Int32Array {
  const columns = zeroPoints.length;
  const sums = new Int32Array(columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      sums[column] = (sums[column] ?? 0) + (bytes[at] ?? 0) - (zeroPoints[column] ?? 0);
    }
  }
  return sums;
}

function rangeOf(bytes: Int8Array | Uint8Array): { readonly least: number; readonly most: number } {
  return bytes instanceof Int8Array ? { least: -128, most: 127 } : { least: 0, most: 255 };
}
