import fc from 'fast-check';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { makeNode } from '../../../models/graph/make-node.ts';
import {
  elementTypes,
  encodeModel,
  type OnnxGraph,
  type OnnxTensor,
} from '../../../models/graph/onnx-model.ts';
import { quantiseRows } from '../../../models/graph/quantise-rows.ts';
import { pruneGraph } from '../../../models/graph/prune-graph.ts';
import { floatTensor } from '../../../models/graph/tensor-data.ts';

const [depth, columns] = [8, 5];

interface Weights {
  readonly values: readonly number[];
  readonly scales: readonly number[];
  readonly bias: readonly number[] | undefined;
}

const smallFloat = (most: number) =>
  fc.float({ min: Math.fround(-most), max: Math.fround(most), noNaN: true });
const weights: fc.Arbitrary<Weights> = fc.record({
  values: fc.array(fc.integer({ min: -127, max: 127 }), {
    minLength: depth * columns,
    maxLength: depth * columns,
  }),
  scales: fc.array(fc.float({ min: Math.fround(0.001), max: 1, noNaN: true }), {
    minLength: columns,
    maxLength: columns,
  }),
  bias: fc.option(fc.array(smallFloat(2), { minLength: columns, maxLength: columns }), { nil: undefined }),
});
/** What activations are like: not around 1e-30, where a range is no longer told from zero. */
const activation = fc.integer({ min: -12_800, max: 12_800 }).map((value) => value / 640);
const rows = fc.array(fc.array(activation, { minLength: depth, maxLength: depth }), {
  minLength: 1,
  maxLength: 6,
});

/** x · W + b as `quantize_dynamic` exports it, with the result called `result`. */
function exportedProduct({ values, scales, bias }: Weights, result: string): OnnxGraph {
  const weight: OnnxTensor = {
    name: 'weight',
    dims: [depth, columns],
    data_type: elementTypes.int8,
    raw_data: new Uint8Array(Int8Array.from(values).buffer),
  };
  const float = (name: string) => ({ name, type: { tensor_type: { elem_type: elementTypes.float32 } } });
  const quantise = makeNode('DynamicQuantizeLinear', ['x'], 'x_quantized');
  return {
    name: 'product',
    node: [
      { ...quantise, output: ['x_quantized', 'x_scale', 'x_zero'] },
      makeNode('MatMulInteger', ['x_quantized', 'weight', 'x_zero'], 'whole'),
      makeNode('Cast', ['whole'], 'cast', { attributes: { to: elementTypes.float32 } }),
      makeNode('Mul', ['x_scale', 'weight_scale'], 'scales'),
      makeNode('Mul', ['cast', 'scales'], bias === undefined ? result : 'product'),
      ...(bias === undefined ? [] : [makeNode('Add', ['bias', 'product'], result)]),
    ],
    initializer: [
      weight,
      floatTensor('weight_scale', [columns], scales),
      ...(bias === undefined ? [] : [floatTensor('bias', [columns], bias)]),
    ],
    input: [float('x')],
    output: [float(result)],
  };
}

async function run(graph: OnnxGraph, input: readonly (readonly number[])[]): Promise<Float32Array> {
  const bytes = encodeModel({
    ir_version: 8,
    producer_name: 'test',
    graph,
    opset_import: [
      { domain: '', version: 17 },
      { domain: 'com.microsoft', version: 1 },
    ],
  });
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
  const x = new Tensor('float32', Float32Array.from(input.flat()), [input.length, 1, depth]);
  const { [graph.output[0]?.name ?? '']: output } = await session.run({ x });
  const data = Float32Array.from(output?.data as Float32Array); // the graph's only output is of floats
  await session.release();
  return data;
}

async function oneByOne(graph: OnnxGraph, input: readonly (readonly number[])[]): Promise<readonly number[]> {
  const results: number[] = [];
  for (const row of input) results.push(...(await run(graph, [row])));
  return results;
}

test(
  'a row is, to the last bit, what the published graph makes of it alone',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(weights, rows, async (weight, input) => {
        const exported = exportedProduct(weight, 'y');
        const prepared = pruneGraph(quantiseRows(exported, 17), exported.output);
        expect([...(await run(prepared, input))]).toEqual(await oneByOne(exported, input));
      }),
      { numRuns: 60 },
    );
  },
);

test('products of one activation are computed as one, to the same bits', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(weights, weights, rows, async (one, other, input) => {
      const exported = side(exportedProduct(one, 'y'), exportedProduct(other, 'z'));
      const quantised = quantiseRows(exported, 17);
      expect(quantised.node.filter(({ op_type }) => op_type === 'MatMulIntegerToFloat')).toHaveLength(1);
      for (const output of exported.output) {
        const [alone, prepared] = [exported, quantised].map((graph) => pruneGraph(graph, [output]));
        if (alone === undefined || prepared === undefined) throw new Error('two graphs were asked for');
        expect([...(await run(prepared, input))]).toEqual(await oneByOne(alone, input));
      }
    }),
    { numRuns: 30 },
  );
});

/** Two products of the same quantised x in one graph. */
function side(one: OnnxGraph, other: OnnxGraph): OnnxGraph {
  const shared = new Set(['x', 'x_quantized', 'x_scale', 'x_zero', ...other.output.map(({ name }) => name)]);
  const rename = (name: string) => (shared.has(name) ? name : `other_${name}`);
  const node = other.node
    .filter(({ op_type }) => op_type !== 'DynamicQuantizeLinear')
    .map((each) => {
      const [input, output] = [each.input.map(rename), each.output.map(rename)];
      return { ...each, name: `other_${each.name}`, input, output };
    });
  return {
    ...one,
    node: [...one.node, ...node],
    initializer: [
      ...one.initializer,
      ...other.initializer.map((tensor) => ({ ...tensor, name: rename(tensor.name) })),
    ],
    output: [...one.output, ...other.output],
  };
}

test('logits are the published ones up to the rounding of floats', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(weights, rows, async (weight, input) => {
      const exported = exportedProduct(weight, 'logits');
      const prepared = pruneGraph(quantiseRows(exported, 17), exported.output);
      const expected = await oneByOne(exported, input);
      const largest = Math.max(1, ...expected.map(Math.abs));
      for (const [at, value] of (await run(prepared, input)).entries()) {
        expect(Math.abs(value - (expected[at] ?? NaN))).toBeLessThan(largest * 1e-4);
      }
    }),
    { numRuns: 40 },
  );
});

test('the published graph lets the neighbours of a row change it, which is why this is done', async () => {
  const weight = {
    values: Array.from({ length: 40 }, (_, at) => (at % 7) - 3),
    scales: [1, 1, 1, 1, 1],
    bias: undefined,
  };
  const [quiet, loud] = [
    Array.from({ length: depth }, (_, at) => at / 10),
    new Array<number>(depth).fill(90),
  ];
  const exported = exportedProduct(weight, 'y');
  const alone = [...(await run(exported, [quiet]))];
  expect([...(await run(exported, [quiet, loud]))].slice(0, columns)).not.toEqual(alone);
  const prepared = pruneGraph(quantiseRows(exported, 17), exported.output);
  expect([...(await run(prepared, [quiet, loud]))].slice(0, columns)).toEqual(alone);
});

test('a product of another form is refused, not guessed', () => {
  const exported = exportedProduct(
    { values: new Array<number>(40).fill(1), scales: [1, 1, 1, 1, 1], bias: undefined },
    'y',
  );
  const node = exported.node.map((each) =>
    each.op_type === 'Cast' ? { ...each, op_type: 'Identity', attribute: [] } : each,
  );
  expect(() => quantiseRows({ ...exported, node }, 17)).toThrow('quantize_dynamic');
});
