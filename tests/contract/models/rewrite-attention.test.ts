import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { makeNode } from '../../../models/graph/make-node.ts';
import { elementTypes, encodeModel, type OnnxGraph } from '../../../models/graph/onnx-model.ts';
import { pruneGraph } from '../../../models/graph/prune-graph.ts';
import {
  lastBlockOf,
  recentOf,
  rewriteAttention,
  tokensPerBlock,
  written,
} from '../../../models/graph/rewrite-attention.ts';
import { integerTensor } from '../../../models/graph/tensor-data.ts';

const [rows, heads, headSize] = [3, 2, 64];
const [pastKeys, pastValues] = ['past_key_values.0.decoder.key', 'past_key_values.0.decoder.value'];
const [presentKeys, presentValues] = ['present.0.decoder.key', 'present.0.decoder.value'];

const float = (name: string) => ({ name, type: { tensor_type: { elem_type: elementTypes.float32 } } });

/** One attention to what was written, as it is exported (its shapes as constants). */
function exportedAttention(): OnnxGraph {
  const divided = (name: string) => [
    makeNode('Reshape', [name, 'divided_shape'], `${name}_divided`),
    makeNode('Transpose', [`${name}_divided`], `${name}_heads`, { attributes: { perm: [0, 2, 1, 3] } }),
  ];
  return {
    name: 'attention',
    node: [
      ...['q', 'k', 'v'].flatMap(divided),
      makeNode('Concat', [pastKeys, 'k_heads'], presentKeys, { attributes: { axis: 2 } }),
      makeNode('Concat', [pastValues, 'v_heads'], presentValues, { attributes: { axis: 2 } }),
      makeNode('Transpose', [presentKeys], 'keys', { attributes: { perm: [0, 1, 3, 2] } }),
      makeNode('MatMul', ['q_heads', 'keys'], 'scores'),
      makeNode('Softmax', ['scores'], 'weights', { attributes: { axis: -1 } }),
      makeNode('MatMul', ['weights', presentValues], 'context'),
      makeNode('Transpose', ['context'], 'context_joined', { attributes: { perm: [0, 2, 1, 3] } }),
      makeNode('Reshape', ['context_joined', 'joined_shape'], 'result'),
    ],
    initializer: [
      integerTensor('divided_shape', [4], [0, 1, heads, headSize]),
      integerTensor('joined_shape', [3], [0, 1, heads * headSize]),
    ],
    input: ['q', 'k', 'v', pastKeys, pastValues].map(float),
    output: ['result', presentKeys, presentValues].map(float),
  };
}

function open(graph: OnnxGraph): Promise<InferenceSession> {
  const model = {
    ir_version: 8,
    producer_name: 'test',
    graph: pruneGraph(graph, graph.output),
    opset_import: [
      { domain: '', version: 17 },
      { domain: 'com.microsoft', version: 1 },
    ],
  };
  return InferenceSession.create(encodeModel(model), { intraOpNumThreads: 1 });
}

/** Numbers that look random and are the same every time. */
function noise(length: number, seed: number): Float32Array {
  return Float32Array.from({ length }, (_, place) => Math.sin(place * 12.9898 + seed * 78.233) * 3);
}

const integers = (value: number, dims: readonly number[]) =>
  new Tensor('int64', BigInt64Array.of(BigInt(value)), dims);

test('gives the exported result to the last bit, at every length', async () => {
  const exported = await open(exportedAttention());
  const rewritten = await open(rewriteAttention(exportedAttention(), { heads, headSize }));
  const empty = (): Tensor => new Tensor('float32', new Float32Array(0), [rows, heads, 0, headSize]);
  let past = { keys: empty(), values: empty() };
  let settled = past;
  let recent = past;
  for (let token = 0; token < 70; token++) {
    const projected = Object.fromEntries(
      ['q', 'k', 'v'].map((name, place) => [
        name,
        new Tensor('float32', noise(rows * heads * headSize, 3 * token + place), [rows, 1, heads * headSize]),
      ]),
    );
    const expected = await exported.run({ ...projected, [pastKeys]: past.keys, [pastValues]: past.values });
    const recentTokens = (recent.keys.dims[2] ?? 0) + 1;
    const settledTokens = settled.keys.dims[2] ?? 0;
    const feeds = {
      ...projected,
      [pastKeys]: settled.keys,
      [pastValues]: settled.values,
      [recentOf(pastKeys)]: recent.keys,
      [recentOf(pastValues)]: recent.values,
      [written.settled]: integers(settledTokens, [1]),
      [written.lastBlock]: integers(settledTokens + lastBlockOf(recentTokens), [1]),
      [written.lastRecentBlock]: integers(lastBlockOf(recentTokens), [1]),
    };
    const actual = await rewritten.run(feeds);
    expect(actual['result']?.data).toEqual(expected['result']?.data);

    past = presentOf(expected);
    recent = presentOf(actual);
    if (recentTokens === tokensPerBlock) [settled, recent] = [past, { keys: empty(), values: empty() }];
  }
});

const [sourceKeys, sourceValues] = ['past_key_values.0.encoder.key', 'past_key_values.0.encoder.value'];

/** Attention to the source as it is exported for the first step, where keys are made, and for the others, where they are given. */
function exportedSourceAttention(step: 'first' | 'later'): OnnxGraph {
  const divided = (name: string, heads: string) => [
    makeNode('Reshape', [name, 'divided_shape'], `${heads}_divided`),
    makeNode('Transpose', [`${heads}_divided`], heads, { attributes: { perm: [0, 2, 1, 3] } }),
  ];
  return {
    name: 'source attention',
    node: [
      ...divided('q', 'q_heads'),
      ...(step === 'first' ? [...divided('k', sourceKeys), ...divided('v', sourceValues)] : []),
      makeNode('Transpose', [sourceKeys], 'keys', { attributes: { perm: [0, 1, 3, 2] } }),
      makeNode('MatMul', ['q_heads', 'keys'], 'scores'),
      makeNode('Softmax', ['scores'], 'weights', { attributes: { axis: -1 } }),
      makeNode('MatMul', ['weights', sourceValues], 'context'),
      makeNode('Transpose', ['context'], 'context_joined', { attributes: { perm: [0, 2, 1, 3] } }),
      makeNode('Reshape', ['context_joined', 'joined_shape'], 'result'),
    ],
    initializer: [
      integerTensor('divided_shape', [4], [0, -1, heads, headSize]),
      integerTensor('joined_shape', [3], [0, 1, heads * headSize]),
    ],
    input: ['q', ...(step === 'first' ? ['k', 'v'] : [sourceKeys, sourceValues])].map(float),
    output: ['result', ...(step === 'first' ? [sourceKeys, sourceValues] : [])].map(float),
  };
}

test('looks at the source as the exported first step does, and then as the later ones do', async () => {
  const first = await open(exportedSourceAttention('first'));
  const later = await open(exportedSourceAttention('later'));
  const rewritten = await open(rewriteAttention(exportedSourceAttention('later'), { heads, headSize }));
  let [alike, steps] = [0, 0];
  for (let tokens = 1; tokens < 70; tokens++) {
    const projected = (name: string, length: number, seed: number) => ({
      [name]: new Tensor('float32', noise(rows * length * heads * headSize, seed), [
        rows,
        length,
        heads * headSize,
      ]),
    });
    const query = projected('q', 1, tokens);
    const expected = await first.run({
      ...query,
      ...projected('k', tokens, 2),
      ...projected('v', tokens, 3),
    });
    const [keys, values] = [expected[sourceKeys], expected[sourceValues]];
    if (keys === undefined || values === undefined) throw new Error('no keys and values came out');
    const source = { [sourceKeys]: keys, [sourceValues]: values };
    const resultAfter = async (length: number) =>
      (await rewritten.run({ ...query, ...source, [written.length]: integers(length, []) }))['result']?.data;
    const expectedLater = (await later.run({ ...query, ...source }))['result']?.data;

    expect(await resultAfter(0)).toEqual(expected['result']?.data);
    expect(await resultAfter(1)).toEqual(expectedLater);
    steps++;
    if (String(expected['result']?.data) === String(expectedLater)) alike++;
  }
  // The two are not the same numbers: that is why the graph has both.
  expect(alike).toBeLessThan(steps);
});

function presentOf(outputs: InferenceSession.ReturnType) {
  const [keys, values] = [outputs[presentKeys], outputs[presentValues]];
  if (keys === undefined || values === undefined) throw new Error('no keys and values came out');
  return { keys, values };
}

test('a graph that asks for more than the length of the past is not touched', () => {
  const graph = exportedAttention();
  const asking = [makeNode('Shape', [pastKeys], 'shape'), makeNode('Gather', ['shape', 'place'], 'rows')];
  const curious = {
    ...graph,
    node: [...graph.node, ...asking],
    initializer: [...graph.initializer, integerTensor('place', [], [0])],
  };
  expect(() => rewriteAttention(curious, { heads, headSize })).toThrow('more than the length');
});

test('an attention of another form is refused', () => {
  const graph = exportedAttention();
  const other = { ...graph, node: graph.node.filter(({ output }) => output[0] !== 'keys') };
  expect(() => rewriteAttention(other, { heads, headSize })).toThrow('not an attention as it is exported');
});
