import { indexGraph, type GraphIndex } from './graph-index.ts';
import { makeNode } from './make-node.ts';
import { elementTypes, type OnnxGraph, type OnnxNode, type OnnxTensor } from './onnx-model.ts';
import { extendWeight, extensionOf, readWeight, type Weight } from './extend-weight.ts';
import { logitsSlices } from './logits-slices.ts';
import { lastAxis, reduceRow } from './reduce-row.ts';
import { byteTensor, dimsOf, floatTensor, integerTensor, readFloats } from './tensor-data.ts';

/*
 * Dynamic int8 as it is exported scales the activations of a whole tensor at once, so what one row of a batch becomes
 * depends on the rows beside it. Here every row gets its own scale, by the same rule, and the product is the same:
 *
 *   x ≈ s (q − z)                  s and z of each row: DynamicQuantizeLinear's, but over the row
 *   x · W = (q − z) · B  (s w)     w: the scale of a weight column, B: its 8-bit values
 *
 * ONNX Runtime's fast kernel takes one zero point for all rows. What that gets wrong is put right inside the product, by
 * rows added to the weights: see extend-weight.ts. That is exact, and the rest is done in the order of ONNX Runtime's own
 * kernel; so with one row the result is, to the last bit, what the exported graph gives. Only the logits, the last and by
 * far the widest product, are put together in fewer passes: they feed no further rounding.
 *
 * The logits are made in slices of the vocabulary (see logits-slices.ts), small enough to stay in a processor's cache
 * while what is chosen from them is computed.
 *
 * @see https://onnx.ai/onnx/operators/onnx__DynamicQuantizeLinear.html
 */

const constants: readonly OnnxTensor[] = [
  // What rows are padded with: too little to matter, but a row of zeros then has a range, and zero lies in every row's.
  floatTensor('rows.padding', [], [1e-35]),
  floatTensor('rows.one', [], [1]),
  floatTensor('rows.levels', [], [255]),
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
  const built = quantisers.map((quantiser) =>
    buildTogether(
      quantiser,
      products.filter((product) => product.quantiser === quantiser),
      opset,
    ),
  );
  return {
    ...graph,
    node: [...graph.node.filter((node) => !replaced.has(node)), ...built.flatMap(({ nodes }) => nodes)],
    initializer: [...graph.initializer, ...constants, ...built.flatMap(({ tensors }) => tensors)],
  };
}

/** One activation and all products with it, which share its padding. */
function buildTogether(quantiser: OnnxNode, products: readonly Product[], opset: number): Built {
  const weights = products.map(({ weight, weightZeroPoint }) => readWeight(weight, weightZeroPoint));
  const extension = Math.max(...weights.map(extensionOf));
  const parts = [
    buildQuantiser(quantiser, extension, opset),
    ...products.map((product, place) => {
      const weight = weights[place] ?? readWeight(product.weight, product.weightZeroPoint);
      const extended = { product, weight, extension };
      return product.result === 'logits' ? buildLogits(extended) : buildProduct(extended);
    }),
  ];
  return { nodes: parts.flatMap(({ nodes }) => nodes), tensors: parts.flatMap(({ tensors }) => tensors) };
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

interface Built {
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
}

/** s and the quantised rows of one activation [rows, 1, depth], named after the exported quantiser's output. */
function buildQuantiser(quantiser: OnnxNode, extension: number, opset: number): Built {
  const [activation = ''] = quantiser.input;
  const name = nameOf(quantiser);
  return {
    tensors: [integerTensor(`${name}.pads`, [6], [0, 0, 0, 0, 0, extension])],
    nodes: [
      makeNode('Pad', [activation, `${name}.pads`, 'rows.padding'], `${name}.padded`),
      reduceRow('ReduceMax', `${name}.padded`, `${name}.high`, opset),
      reduceRow('ReduceMin', `${name}.padded`, `${name}.low`, opset),
      makeNode('Sub', [`${name}.high`, `${name}.low`], `${name}.range`),
      makeNode('Div', [`${name}.range`, 'rows.levels'], `${name}.scale`),
      makeNode('Div', [`${name}.low`, `${name}.scale`], `${name}.exact_minus_zero`),
      makeNode('Round', [`${name}.exact_minus_zero`], `${name}.minus_zero`),
      makeNode('Neg', [`${name}.minus_zero`], `${name}.zero`),
      makeNode('Cast', [`${name}.zero`], `${name}.zero_byte`, { attributes: { to: elementTypes.uint8 } }),
      makeNode('Reshape', [`${name}.scale`, 'rows.flat'], `${name}.scales`),
      makeNode('Reshape', [`${name}.zero_byte`, 'rows.flat'], `${name}.zeros`),
      // ONNX Runtime's own operator: the standard one knows rows only since opset 13.
      makeNode('QuantizeLinear', [`${name}.padded`, `${name}.scales`, `${name}.zeros`], `${name}.rows`, {
        attributes: { axis: 0 },
        domain: 'com.microsoft',
      }),
    ],
  };
}

interface ExtendedProduct {
  readonly product: Product;
  readonly weight: Weight;
  readonly extension: number;
}

function buildProduct({ product, weight, extension }: ExtendedProduct): Built {
  const { bias, result, weightZeroPoint } = product;
  const { columns } = weight;
  const quantised = nameOf(product.quantiser);
  const own = (part: string) => `${result}.rows.${part}`;
  const inputs = [`${quantised}.rows`, own('weight'), 'rows.one', own('ones'), 'rows.middle_byte'];
  if (weightZeroPoint !== undefined) inputs.push(weightZeroPoint.name);
  const rescaled = bias === undefined ? result : own('rescaled');
  return {
    tensors: [
      floatTensor(own('ones'), [columns], new Float32Array(columns).fill(1)),
      extendWeight(weight, { name: own('weight'), extension, start: 0, end: columns }),
    ],
    nodes: [
      makeNode('MatMulIntegerToFloat', inputs, own('whole'), { domain: 'com.microsoft' }),
      makeNode('Mul', [`${quantised}.scale`, product.weightScale.name], own('scales')),
      makeNode('Mul', [own('whole'), own('scales')], rescaled),
      ...(bias === undefined ? [] : [makeNode('Add', [rescaled, bias.name], result)]),
    ],
  };
}

/** The logits slice by slice, and as a whole for who wants them so. */
function buildLogits({ product, weight, extension }: ExtendedProduct): Built {
  const quantised = nameOf(product.quantiser);
  const scales = spread(readFloats(product.weightScale), weight.columns);
  const biases = product.bias === undefined ? [] : spread(readFloats(product.bias), weight.columns);
  const slices = logitsSlices(weight.columns).map(({ name, start, end }): Built => {
    const own = (part: string) => `${name}.${part}`;
    const bias = biases.slice(start, end);
    const isBiased = bias.some((value) => value !== 0);
    const inputs = [`${quantised}.rows`, own('weight'), 'rows.one', own('scales'), 'rows.middle_byte'];
    return {
      tensors: [
        extendWeight(weight, { name: own('weight'), extension, start, end }),
        { ...byteTensor(own('zeros'), [end - start], []), ...zeroPointsOf(weight, start, end) },
        floatTensor(own('scales'), [end - start], scales.slice(start, end)),
        ...(isBiased ? [floatTensor(own('bias'), [end - start], bias)] : []),
      ],
      nodes: [
        makeNode('MatMulIntegerToFloat', [...inputs, own('zeros')], own('whole'), {
          domain: 'com.microsoft',
        }),
        makeNode('Mul', [own('whole'), `${quantised}.scale`], isBiased ? own('scaled') : name),
        ...(isBiased ? [makeNode('Add', [own('scaled'), own('bias')], name)] : []),
      ],
    };
  });
  return {
    tensors: slices.flatMap(({ tensors }) => tensors),
    nodes: [
      ...slices.flatMap(({ nodes }) => nodes),
      makeNode(
        'Concat',
        logitsSlices(weight.columns).map(({ name }) => name),
        product.result,
        { attributes: { axis: -1 } },
      ),
    ],
  };
}

function zeroPointsOf({ zeroPoints }: Weight, start: number, end: number): Partial<OnnxTensor> {
  const raw_data = Uint8Array.from(zeroPoints.slice(start, end), (value) => value & 255);
  return { raw_data, data_type: zeroPoints instanceof Int8Array ? elementTypes.int8 : elementTypes.uint8 };
}

/** One value for every column, whether the export has one for each or one for all. */
function spread(values: Float32Array, columns: number): Float32Array {
  return values.length === 1 ? new Float32Array(columns).fill(values[0] ?? 0) : values;
}

function nameOf(quantiser: OnnxNode): string {
  return `rows.${quantiser.output[0] ?? ''}`;
}
