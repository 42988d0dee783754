import { joinColumns, readWeight, type Weight } from './extend-weight.ts';
import type { GraphIndex } from './graph-index.ts';
import { elementTypes, type OnnxNode, type OnnxTensor } from './onnx-model.ts';
import { dimsOf, readFloats } from './tensor-data.ts';

/** A quantised product as `quantize_dynamic` exports it, taken apart. */
export interface QuantisedProduct {
  /** The DynamicQuantizeLinear that feeds it. */
  readonly quantiser: OnnxNode;
  readonly weight: Weight;
  /** One for each column. */
  readonly scales: Float32Array;
  /** One for each column, or none. */
  readonly bias: Float32Array | undefined;
  /** What the exported nodes call the result. */
  readonly result: string;
  /** The exported nodes this product is made of. */
  readonly nodes: readonly OnnxNode[];
}

/** MatMulInteger → Cast → Mul by both scales → (Add of the bias). Throws when it is of another form. */
export function takeProductApart(matmul: OnnxNode, index: GraphIndex): QuantisedProduct {
  const quantiser = index.makerOf(matmul.input[0]);
  const weight = index.constantOf(matmul.input[1]);
  const cast = onlyTaker(matmul, index);
  const rescale = onlyTaker(cast, index);
  const scale = index.makerOf(rescale?.input.find((name) => name !== cast?.output[0]));
  const weightScale = scale?.input
    .map((name) => index.constantOf(name))
    .find((tensor) => tensor !== undefined);
  if (
    quantiser?.op_type !== 'DynamicQuantizeLinear' ||
    cast?.op_type !== 'Cast' ||
    rescale?.op_type !== 'Mul' ||
    scale?.op_type !== 'Mul' ||
    weight === undefined ||
    weightScale === undefined
  ) {
    throw new Error(`${matmul.name} is not a product as quantize_dynamic exports it`);
  }
  const add = onlyTaker(rescale, index);
  const bias = add?.op_type === 'Add' ? biasOf(add, index) : undefined;
  const last = bias === undefined || add === undefined ? rescale : add;
  const read = readWeight(weight, index.constantOf(matmul.input[3]));
  return {
    quantiser,
    weight: read,
    scales: spread(readFloats(weightScale), read.columns),
    bias: bias === undefined ? undefined : spread(readFloats(bias), read.columns),
    result: last.output[0] ?? '',
    nodes: [matmul, cast, scale, rescale, last],
  };
}

/** Products of one activation as one called `result`, their columns side by side in order. */
export function joinProducts(
  products: readonly [QuantisedProduct, ...QuantisedProduct[]],
  result: string,
): QuantisedProduct {
  const biased = products.some(({ bias }) => bias !== undefined);
  return {
    quantiser: products[0].quantiser,
    weight: joinColumns(products.map(({ weight }) => weight)),
    scales: joinFloats(products.map(({ scales }) => scales)),
    bias: biased
      ? joinFloats(products.map(({ bias, weight }) => bias ?? new Float32Array(weight.columns)))
      : undefined,
    result,
    nodes: products.flatMap(({ nodes }) => nodes),
  };
}

function joinFloats(parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

function onlyTaker(node: OnnxNode | undefined, index: GraphIndex): OnnxNode | undefined {
  const takers = index.takersOf(node?.output[0]);
  return takers.length === 1 ? takers[0] : undefined;
}

/** A constant vector; a sum of two computed values is not a bias. */
function biasOf(add: OnnxNode, index: GraphIndex): OnnxTensor | undefined {
  const tensor = add.input.map((name) => index.constantOf(name)).find((constant) => constant !== undefined);
  return tensor?.data_type === elementTypes.float32 && dimsOf(tensor).some((size) => size > 1)
    ? tensor
    : undefined;
}

/** One value for every column, whether the export has one for each or one for all. */
function spread(values: Float32Array, columns: number): Float32Array {
  return values.length === 1 ? new Float32Array(columns).fill(values[0] ?? 0) : values;
}
