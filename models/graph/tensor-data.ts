import { elementTypes, toNumber, type OnnxTensor } from './onnx-model.ts';

/** A constant tensor of 32-bit floats. */
export function floatTensor(
  name: string,
  dims: readonly number[],
  values: Float32Array | readonly number[],
): OnnxTensor {
  const data = Float32Array.from(values);
  return { name, dims, data_type: elementTypes.float32, raw_data: bytesOf(data) };
}

/** A constant tensor of 64-bit integers. */
export function integerTensor(name: string, dims: readonly number[], values: readonly number[]): OnnxTensor {
  return { name, dims, data_type: elementTypes.int64, raw_data: bytesOf(BigInt64Array.from(values, BigInt)) };
}

/** A constant tensor of bytes. */
export function byteTensor(name: string, dims: readonly number[], values: readonly number[]): OnnxTensor {
  return { name, dims, data_type: elementTypes.uint8, raw_data: Uint8Array.from(values) };
}

/** The values of a float tensor. Throws for another type, or when they are not in the file itself. */
export function readFloats(tensor: OnnxTensor): Float32Array {
  if (tensor.data_type !== elementTypes.float32) throw new Error(`${tensor.name} is not a float tensor`);
  const raw = rawBytes(tensor);
  if (raw.length === 0) return Float32Array.from(tensor.float_data ?? []);
  return new Float32Array(Uint8Array.from(raw).buffer); // copied: a view into a file need not be aligned
}

/** The values of a tensor of 64-bit integers. Throws as {@link readFloats} does. */
export function readIntegers(tensor: OnnxTensor): readonly number[] {
  if (tensor.data_type !== elementTypes.int64) throw new Error(`${tensor.name} is not an integer tensor`);
  const raw = rawBytes(tensor);
  if (raw.length === 0) return (tensor.int64_data ?? []).map(toNumber);
  return Array.from(new BigInt64Array(Uint8Array.from(raw).buffer), Number);
}

/** The values of a tensor of 8-bit integers, signed or not. Throws as {@link readFloats} does. */
export function readBytes(tensor: OnnxTensor): Int8Array | Uint8Array {
  const raw = rawBytes(tensor);
  const bytes = raw.length === 0 ? Uint8Array.from(tensor.int32_data ?? []) : raw;
  if (tensor.data_type === elementTypes.uint8) return bytes;
  if (tensor.data_type === elementTypes.int8)
    return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  throw new Error(`${tensor.name} is not a tensor of bytes`);
}

export function dimsOf(tensor: OnnxTensor): readonly number[] {
  return tensor.dims.map(toNumber);
}

function rawBytes(tensor: OnnxTensor): Uint8Array {
  if ((tensor.external_data ?? []).length > 0)
    throw new Error(`the values of ${tensor.name} are in another file`);
  return tensor.raw_data ?? new Uint8Array(0);
}

/** The format is little-endian, as is every machine ONNX Runtime has binaries for. */
function bytesOf(data: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
