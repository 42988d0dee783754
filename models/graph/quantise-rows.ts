import { indexGraph, type GraphIndex } from './graph-index.ts';
import { makeNode } from './make-node.ts';
import { elementTypes, type OnnxGraph, type OnnxNode, type OnnxTensor } from './onnx-model.ts';
import { lastAxis, reduceRow } from './reduce-row.ts';
import { byteTensor, dimsOf, floatTensor, integerTensor, readBytes, readFloats } from './tensor-data.ts';

/*
 * Dynamic int8 as it is exported scales the activations of a whole tensor at once, so what one row of a batch becomes
 * depends on the rows beside it. Here every row gets its own scale, by the same rule, and the product is the same:
 *
 *   x ≈ s (q − z)                  s and z of each row: DynamicQuantizeLinear's, but over the row
 *   x · W = (q − z) · B  (s w)     w: the scale of a weight column, B: its 8-bit values
 *   (q − z) · B = (q − 128) · B + (128 − z) Σ B
 *
 * ONNX Runtime has a fast kernel for (q − 128) · B (it takes one zero point for all rows), and Σ B is a constant of each
 * column. All of that is whole numbers below 2^24, exact in floats, and the rest is done in the order of ONNX Runtime's
 * own kernel; so with one row the result is, to the last bit, what the exported graph gives. Only the logits, the last
 * and by far the widest product, are put together in fewer passes: they feed no further rounding.
 *
 * @see https://onnx.ai/onnx/operators/onnx__DynamicQuantizeLinear.html
 */

const constants: readonly OnnxTensor[] = [
  // Divided by 255 it is still a normal float.
  floatTensor('rows.least', [], [1e-35]),
  floatTensor('rows.zero', [], [0]),
  floatTensor('rows.one', [], [1]),
  floatTensor('rows.levels', [], [255]),
  floatTensor('rows.middle', [], [128]),
  byteTensor('rows.middle_byte', [], [128]),
  integerTensor('rows.flat', [1], [-1]),
  lastAxis,
];

/** A quantised product of the exported form, taken apart. */
interface Product {
  /** The DynamicQuantizeLinear that feeds it. */
  readonly quantiser: OnnxNode;
  readonly weight: OnnxTensor;
  readonly weightZeroPoint: OnnxTensor | undefined;
  readonly weightScale: OnnxTensor;
  readonly bias: OnnxTensor | undefined;
  /** What the exported nodes call the result. */
  readonly result: string;
  /** The exported nodes this product is made of. */
  readonly nodes: readonly OnnxNode[];
}

/**
 * Gives every row (first axis) of every quantised product its own activation scale; `graph` must have one token per row.
 * Throws when a product is not of the form `quantize_dynamic` exports. A graph without any stays as it is.
 */
export function quantiseRows(graph: OnnxGraph, opset: number): OnnxGraph {
  const index = indexGraph(graph);
  const products = graph.node
    .filter((node) => node.op_type === 'MatMulInteger')
    .map((node) => takeApart(node, index));
  if (products.length === 0) return graph;
  const quantisers = [...new Set(products.map((product) => product.quantiser))];
  const replaced = new Set([...products.flatMap((product) => product.nodes), ...quantisers]);
  const built = products.map((product) =>
    product.result === 'logits' ? buildLogits(product) : buildProduct(product),
  );
  return {
    ...graph,
    node: [
      ...graph.node.filter((node) => !replaced.has(node)),
      ...quantisers.flatMap((quantiser) => buildQuantiser(quantiser, opset)),
      ...built.flatMap(({ nodes }) => nodes),
    ],
    initializer: [...graph.initializer, ...constants, ...built.flatMap(({ tensors }) => tensors)],
  };
}

function takeApart(matmul: OnnxNode, index: GraphIndex): Product {
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
  return {
    quantiser,
    weight,
    weightZeroPoint: index.constantOf(matmul.input[3]),
    weightScale,
    bias,
    result: last.output[0] ?? '',
    nodes: [matmul, cast, scale, rescale, last],
  };
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

/** s, 128 − z and the quantised rows of one activation, named after the exported quantiser's output. */
function buildQuantiser(quantiser: OnnxNode, opset: number): readonly OnnxNode[] {
  const [activation = ''] = quantiser.input;
  const name = nameOf(quantiser);
  return [
    reduceRow('ReduceMax', activation, `${name}.max`, opset),
    reduceRow('ReduceMin', activation, `${name}.min`, opset),
    // The range always holds zero; a row of zeros alone gets a tiny one instead of a division by zero.
    makeNode('Clip', [`${name}.max`, 'rows.least'], `${name}.high`),
    makeNode('Min', [`${name}.min`, 'rows.zero'], `${name}.low`),
    makeNode('Sub', [`${name}.high`, `${name}.low`], `${name}.range`),
    makeNode('Div', [`${name}.range`, 'rows.levels'], `${name}.scale`),
    makeNode('Div', [`${name}.low`, `${name}.scale`], `${name}.exact_minus_zero`),
    makeNode('Round', [`${name}.exact_minus_zero`], `${name}.minus_zero`),
    makeNode('Neg', [`${name}.minus_zero`], `${name}.zero`),
    makeNode('Cast', [`${name}.zero`], `${name}.zero_byte`, { attributes: { to: elementTypes.uint8 } }),
    makeNode('Reshape', [`${name}.scale`, 'rows.flat'], `${name}.scales`),
    makeNode('Reshape', [`${name}.zero_byte`, 'rows.flat'], `${name}.zeros`),
    // ONNX Runtime's own operator: the standard one knows rows only since opset 13.
    makeNode('QuantizeLinear', [activation, `${name}.scales`, `${name}.zeros`], `${name}.rows`, {
      attributes: { axis: 0 },
      domain: 'com.microsoft',
    }),
    makeNode('Add', [`${name}.minus_zero`, 'rows.middle'], `${name}.shift`),
  ];
}

interface BuiltProduct {
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
}

function buildProduct(product: Product): BuiltProduct {
  const { weight, weightZeroPoint, bias, result } = product;
  const quantised = nameOf(product.quantiser);
  const own = (part: string) => `${result}.rows.${part}`;
  const inputs = [`${quantised}.rows`, weight.name, 'rows.one', own('ones'), 'rows.middle_byte'];
  if (weightZeroPoint !== undefined) inputs.push(weightZeroPoint.name);
  const [, columns = 0] = dimsOf(weight);
  const rescaled = bias === undefined ? result : own('rescaled');
  return {
    tensors: [
      floatTensor(own('ones'), [columns], new Float32Array(columns).fill(1)),
      floatTensor(own('column_sums'), [columns], columnSums(weight, weightZeroPoint)),
    ],
    nodes: [
      makeNode('MatMulIntegerToFloat', inputs, own('around_middle'), { domain: 'com.microsoft' }),
      makeNode('Mul', [`${quantised}.shift`, own('column_sums')], own('correction')),
      makeNode('Add', [own('around_middle'), own('correction')], own('exact')),
      makeNode('Mul', [`${quantised}.scale`, product.weightScale.name], own('scales')),
      makeNode('Mul', [own('exact'), own('scales')], rescaled),
      ...(bias === undefined ? [] : [makeNode('Add', [rescaled, bias.name], result)]),
    ],
  };
}

/** x · W + b = s [(q − 128) · B w] + [s (128 − z), 1] · [Σ B w; b] */
function buildLogits(product: Product): BuiltProduct {
  const { weight, weightZeroPoint, bias, result } = product;
  const quantised = nameOf(product.quantiser);
  const own = (part: string) => `${result}.rows.${part}`;
  const [, columns = 0] = dimsOf(weight);
  const scales = spread(readFloats(product.weightScale), columns);
  const biases = bias === undefined ? new Float32Array(columns) : spread(readFloats(bias), columns);
  const sums = columnSums(weight, weightZeroPoint).map((sum, column) => sum * (scales[column] ?? 0));
  const inputs = [`${quantised}.rows`, weight.name, 'rows.one', own('weight_scales'), 'rows.middle_byte'];
  if (weightZeroPoint !== undefined) inputs.push(weightZeroPoint.name);
  return {
    tensors: [
      floatTensor(own('weight_scales'), [columns], scales),
      floatTensor(own('sums_and_biases'), [2, columns], [...sums, ...biases]),
    ],
    nodes: [
      makeNode('MatMulIntegerToFloat', inputs, own('around_middle'), { domain: 'com.microsoft' }),
      makeNode('Mul', [own('around_middle'), `${quantised}.scale`], own('scaled')),
      makeNode('Mul', [`${quantised}.shift`, `${quantised}.scale`], own('scaled_shift')),
      makeNode('Div', [`${quantised}.scale`, `${quantised}.scale`], own('ones')),
      makeNode('Concat', [own('scaled_shift'), own('ones')], own('factors'), { attributes: { axis: -1 } }),
      makeNode('MatMul', [own('factors'), own('sums_and_biases')], own('correction')),
      makeNode('Add', [own('scaled'), own('correction')], result),
    ],
  };
}

/** Σ B of every column, its zero point taken away. */
function columnSums(weight: OnnxTensor, zeroPoint: OnnxTensor | undefined): Float32Array {
  const [rows = 0, columns = 0] = dimsOf(weight);
  const values = readBytes(weight);
  const sums = new Float32Array(columns); // whole numbers below 2^24: exact
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++)
      sums[column] = (sums[column] ?? 0) + (values[at] ?? 0);
  }
  const zeros = zeroPoint === undefined ? new Float32Array(1) : spread(readBytes(zeroPoint), columns);
  return sums.map((sum, column) => sum - rows * (zeros[column] ?? 0));
}

/** One value for every column, whether the export has one for each or one for all. */
function spread(values: ArrayLike<number>, columns: number): Float32Array {
  return Float32Array.from({ length: columns }, (_, column) => values[values.length === 1 ? 0 : column] ?? 0);
}

function nameOf(quantiser: OnnxNode): string {
  return `rows.${quantiser.output[0] ?? ''}`;
}
