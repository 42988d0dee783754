import { indexGraph } from './graph-index.ts';
import { makeNode } from './make-node.ts';
import { elementTypes, type OnnxGraph, type OnnxNode, type OnnxTensor } from './onnx-model.ts';
import { extendWeight, extensionOf, type Weight } from './extend-weight.ts';
import { logitsSlices } from './logits-slices.ts';
import { reduceAxes, reduceWholeRow } from './reduce-row.ts';
import { joinProducts, takeProductApart, type QuantisedProduct } from './quantised-product.ts';
import { splitColumns } from './split-columns.ts';
import { byteTensor, floatTensor, integerTensor } from './tensor-data.ts';

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
 * far the widest product, are put together in fewer passes: they feed no further rounding. Products of one activation are
 * computed as one.
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
  floatTensor('rows.minus_levels', [], [-255]),
  byteTensor('rows.middle_byte', [], [128]),
  // As many rows as there are, and all the rest in one.
  integerTensor('rows.matrix', [2], [0, -1]),
  // One value for each row, to multiply its logits and its other results by.
  integerTensor('rows.column', [2], [-1, 1]),
  integerTensor('rows.columns', [3], [-1, 1, 1]),
  reduceAxes.lastTwo,
];

/**
 * Gives every row (first axis) of every quantised product its own activation scale; `graph` must have one token per row.
 * Throws when a product is not of the form `quantize_dynamic` exports. A graph without any stays as it is.
 */
export function quantiseRows(graph: OnnxGraph, opset: number): OnnxGraph {
  const index = indexGraph(graph);
  const products = graph.node
    .filter((node) => node.op_type === 'MatMulInteger')
    .map((node) => takeProductApart(node, index));
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

/** One activation and all products with it: one product, where there are several, whose columns are then divided. */
function buildTogether(quantiser: OnnxNode, products: readonly QuantisedProduct[], opset: number): Built {
  const [first, ...others] = products;
  if (first === undefined) return { nodes: [], tensors: [] };
  const whole =
    others.length === 0 ? first : joinProducts([first, ...others], `${nameOf(quantiser)}.products`);
  const extension = extensionOf(whole.weight);
  const parts = [
    buildQuantiser(quantiser, extension, opset),
    whole.result === 'logits' ? buildLogits(whole, extension) : buildProduct(whole, extension),
    ...(whole === first ? [] : [divideColumns(whole.result, products, opset)]),
  ];
  return { nodes: parts.flatMap(({ nodes }) => nodes), tensors: parts.flatMap(({ tensors }) => tensors) };
}

/** The results of products that were computed as one. */
function divideColumns(whole: string, products: readonly QuantisedProduct[], opset: number): Built {
  const sizes = integerTensor(
    `${whole}.sizes`,
    [products.length],
    products.map(({ weight }) => weight.columns),
  );
  const results = products.map(({ result }) => result);
  return { tensors: [sizes], nodes: [splitColumns(whole, sizes, results, opset)] };
}

interface Built {
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
}

/**
 * s and the quantised rows of one activation [rows, 1, depth], named after the exported quantiser's output.
 *
 * The zero point is round(−low / s) cut to a byte, which is low quantised with the scale −s and no zero point.
 */
function buildQuantiser(quantiser: OnnxNode, extension: number, opset: number): Built {
  const [activation = ''] = quantiser.input;
  const name = nameOf(quantiser);
  return {
    tensors: [integerTensor(`${name}.pads`, [6], [0, 0, 0, 0, 0, extension])],
    nodes: [
      makeNode('Pad', [activation, `${name}.pads`, 'rows.padding'], `${name}.padded`),
      reduceWholeRow('ReduceMax', `${name}.padded`, `${name}.high`, opset),
      reduceWholeRow('ReduceMin', `${name}.padded`, `${name}.low`, opset),
      makeNode('Sub', [`${name}.low`, `${name}.high`], `${name}.minus_range`),
      makeNode('Div', [`${name}.minus_range`, 'rows.minus_levels'], `${name}.scales`),
      makeNode('Div', [`${name}.minus_range`, 'rows.levels'], `${name}.minus_scales`),
      quantise(`${name}.low`, `${name}.minus_scales`, undefined, `${name}.zeros`),
      quantise(`${name}.padded`, `${name}.scales`, `${name}.zeros`, `${name}.rows`),
    ],
  };
}

/** By ONNX Runtime's own operator: the standard one knows rows only since opset 13. */
function quantise(values: string, scales: string, zeros: string | undefined, output: string): OnnxNode {
  const inputs = [values, scales, ...(zeros === undefined ? [] : [zeros])];
  return makeNode('QuantizeLinear', inputs, output, { attributes: { axis: 0 }, domain: 'com.microsoft' });
}

function buildProduct(product: QuantisedProduct, extension: number): Built {
  const { quantiser, weight, scales, bias, result } = product;
  const own = (part: string) => `${result}.rows.${part}`;
  const rescaled = bias === undefined ? result : own('rescaled');
  const { columns } = weight;
  return {
    tensors: [
      ...weightTensors(
        { ...product, scales: new Float32Array(columns).fill(1) },
        { prefix: own(''), extension, start: 0, end: columns },
      ),
      floatTensor(own('weight_scales'), [columns], scales),
      ...(bias === undefined ? [] : [floatTensor(own('bias'), [columns], bias)]),
    ],
    nodes: [
      multiplyRows(`${nameOf(quantiser)}.rows`, own('')),
      makeNode('Reshape', [`${nameOf(quantiser)}.scales`, 'rows.columns'], own('row_scales')),
      makeNode('Mul', [own('row_scales'), own('weight_scales')], own('both_scales')),
      makeNode('Mul', [own('whole'), own('both_scales')], rescaled),
      ...(bias === undefined ? [] : [makeNode('Add', [rescaled, own('bias')], result)]),
    ],
  };
}

/** (q − z) · B w, for the rows called `rows` and the weights whose tensors have names with `prefix`. */
function multiplyRows(rows: string, prefix: string): OnnxNode {
  const inputs = [
    rows,
    `${prefix}weight`,
    'rows.one',
    `${prefix}scales`,
    'rows.middle_byte',
    `${prefix}zeros`,
  ];
  return makeNode('MatMulIntegerToFloat', inputs, `${prefix}whole`, { domain: 'com.microsoft' });
}

interface Columns {
  readonly prefix: string;
  readonly extension: number;
  readonly start: number;
  readonly end: number;
}

function weightTensors({ weight, scales }: QuantisedProduct, columns: Columns): readonly OnnxTensor[] {
  const { prefix, extension, start, end } = columns;
  return [
    extendWeight(weight, { name: `${prefix}weight`, extension, start, end }),
    zeroPointsOf(weight, { name: `${prefix}zeros`, start, end }),
    floatTensor(`${prefix}scales`, [end - start], scales.slice(start, end)),
  ];
}

/** The logits slice by slice, [rows, tokens], and as a whole for who wants them so. */
function buildLogits(product: QuantisedProduct, extension: number): Built {
  const { quantiser, weight, bias: biases, result } = product;
  const [rows, scale] = [`${result}.rows`, `${result}.scale`];
  const slices = logitsSlices(weight.columns).map(({ name, start, end }): Built => {
    const own = (part: string) => `${name}.${part}`;
    const bias = biases?.slice(start, end) ?? new Float32Array(0);
    const isBiased = bias.some((value) => value !== 0);
    return {
      tensors: [
        ...weightTensors(product, { prefix: own(''), extension, start, end }),
        ...(isBiased ? [floatTensor(own('bias'), [end - start], bias)] : []),
      ],
      nodes: [
        multiplyRows(rows, own('')),
        makeNode('Mul', [own('whole'), scale], isBiased ? own('scaled') : name),
        ...(isBiased ? [makeNode('Add', [own('scaled'), own('bias')], name)] : []),
      ],
    };
  });
  const names = logitsSlices(weight.columns).map(({ name }) => name);
  return {
    tensors: slices.flatMap(({ tensors }) => tensors),
    nodes: [
      makeNode('Reshape', [`${nameOf(quantiser)}.rows`, 'rows.matrix'], rows),
      makeNode('Reshape', [`${nameOf(quantiser)}.scales`, 'rows.column'], scale),
      ...slices.flatMap(({ nodes }) => nodes),
      makeNode('Concat', names, result, { attributes: { axis: -1 } }),
    ],
  };
}

function zeroPointsOf(
  { zeroPoints }: Weight,
  { name, start, end }: { readonly name: string; readonly start: number; readonly end: number },
): OnnxTensor {
  const raw_data = Uint8Array.from(zeroPoints.slice(start, end), (value) => value & 255);
  const data_type = zeroPoints instanceof Int8Array ? elementTypes.int8 : elementTypes.uint8;
  return { name, dims: [end - start], data_type, raw_data };
}

function nameOf(quantiser: OnnxNode): string {
  return `rows.${quantiser.output[0] ?? ''}`;
}
