import { takeAttentionApart, type AppendedToken, type ExportedAttention } from './exported-attention.ts';
import { indexGraph, type GraphIndex } from './graph-index.ts';
import { makeNode } from './make-node.ts';
import { elementTypes, type OnnxGraph, type OnnxNode, type OnnxTensor } from './onnx-model.ts';
import { isFirstStep, multiplyKeys, multiplySourceKeys } from './source-scores.ts';
import { integerTensor, readIntegers } from './tensor-data.ts';

/*
 * A step as it is exported copies the keys and values of all tokens before to append those of the new one, and spends some
 * twenty operators per attention on shapes. Here only the last few tokens, the recent ones, are copied; the settled ones
 * before them, a multiple of four, are read where they lie and appended to by the caller, four at a time:
 *
 *   scores  = [ q Kᵀ settled | q Kᵀ recent ]
 *   weights = softmax(scores)
 *   result  = weights V settled + weights V recent
 *
 * The result is that of the exported graph to the last bit, because ONNX Runtime multiplies one row of floats in blocks of
 * four: a score does not depend on the others of its block, and a sum over tokens adds up block by block. Three tokens left
 * over are a block of two and one of one, so the recent ones are multiplied in two parts. (Version 1.30, processors with
 * AVX; elsewhere the last bit may differ. tests/contract/models/rewrite-attention.test.ts compares.) The bits matter:
 * activations are rounded to 8 bits, and where one falls the other way some tokens later another word may be chosen;
 * of 997 sentences 33 came out otherwise when sums were taken in another order.
 *
 * ONNX Runtime's GroupQueryAttention does all of this in one operator, but takes three times as long for a batch of single
 * tokens (measured with 1.30: 32 rows, 8 heads of 64, 20 tokens) and sums in another order.
 */

/** What {@link rewriteAttention} adds to a graph's inputs, all int64. */
export const written = {
  /** How many tokens each row has before this step, a scalar. */
  length: 'written_length',
  /** How many of them are settled, [1]. */
  settled: 'written_settled',
  /** Where, counted from the first token and from the first recent one, the recent ones' last block begins, [1]. */
  lastBlock: 'written_last_block',
  lastRecentBlock: 'written_last_recent_block',
} as const;

/** The recent tokens with the new one are at most this many; then they are settled. */
export const tokensPerBlock = 4;

/** Where the last block of so many recent tokens, the new one among them, begins: at their end, where they are one block. */
export function lastBlockOf(recentTokens: number): number {
  return recentTokens === 3 ? 2 : recentTokens;
}

export interface HeadsShape {
  readonly heads: number;
  readonly headSize: number;
}

/**
 * Rewrites every attention of a graph that takes one token per row. Afterwards `past_key_values.*.decoder.*` are the settled
 * tokens, `recent.*.decoder.*` the recent ones, and `present.*.decoder.*` the recent ones with the new one; all are
 * [rows, heads, tokens, headSize]. Throws when an attention is not of the exported form.
 */
export function rewriteAttention(graph: OnnxGraph, shape: HeadsShape): OnnxGraph {
  const index = indexGraph(graph);
  const attentions = graph.node
    .filter(({ op_type }) => op_type === 'Softmax')
    .map((softmax) => takeAttentionApart(softmax, index));
  const first = isFirstStep(written.length);
  const rewritten = [
    first.node,
    ...attentions.flatMap((attention) =>
      attention.appended === undefined
        ? attendToSource(attention)
        : attendToWritten(attention, attention.appended),
    ),
    ...graph.node
      .filter((node) => isLengthOfPast(node, index))
      .map(({ output: [length = ''] }) => makeNode('Identity', [written.length], length)),
  ];
  const made = new Set(rewritten.flatMap(({ output }) => output));
  return {
    ...graph,
    node: [...graph.node.filter(({ output }) => !output.some((name) => made.has(name))), ...rewritten],
    initializer: [...graph.initializer, first.tensor, ...constantsFor(shape)],
    input: [
      ...graph.input.map((input) => (isPast(input.name) ? { ...input, type: tokensType('settled') } : input)),
      ...graph.input
        .filter(({ name }) => isPast(name))
        .map(({ name }) => ({ name: recentOf(name), type: tokensType('recent') })),
      { name: written.length, type: typeOf(elementTypes.int64, []) },
      ...[written.settled, written.lastBlock, written.lastRecentBlock].map((name) => ({
        name,
        type: typeOf(elementTypes.int64, ['one']),
      })),
    ],
    output: graph.output.map((output) =>
      isPresent(output.name) ? { ...output, type: tokensType('recent_and_new') } : output,
    ),
  };
}

function attendToWritten(attention: ExportedAttention, token: AppendedToken): readonly OnnxNode[] {
  const { past, result } = attention;
  const own = (part: string) => `${result}.${part}`;
  const weighted = (part: string, values: string) =>
    makeNode('MatMul', [own(`${part}_weights`), values], own(`${part}_values`));
  return [
    ...divideQuery(attention),
    makeNode('Reshape', [token.key, 'heads.one'], own('key')),
    makeNode('Reshape', [token.value, 'heads.one'], own('value')),
    append(recentOf(past.keys), own('key'), token.presentKeys),
    append(recentOf(past.values), own('value'), token.presentValues),
    multiplyKeys(own('query'), past.keys, own('settled_scores')),
    multiplyKeys(own('query'), token.presentKeys, own('recent_scores')),
    makeNode('Concat', [own('settled_scores'), own('recent_scores')], own('scores'), {
      attributes: { axis: -1 },
    }),
    makeNode('Softmax', [own('scores')], own('weights'), { attributes: { axis: -1 } }),
    slice(own('weights'), ['heads.first', written.settled, 'heads.weights'], own('settled_weights')),
    slice(own('weights'), [written.settled, written.lastBlock, 'heads.weights'], own('block_weights')),
    slice(own('weights'), [written.lastBlock, 'heads.end', 'heads.weights'], own('last_weights')),
    slice(token.presentValues, ['heads.first', written.lastRecentBlock, 'heads.tokens'], own('block')),
    slice(token.presentValues, [written.lastRecentBlock, 'heads.end', 'heads.tokens'], own('last')),
    weighted('settled', past.values),
    weighted('block', own('block')),
    weighted('last', own('last')),
    makeNode('Add', [own('settled_values'), own('block_values')], own('all_but_last')),
    makeNode('Add', [own('all_but_last'), own('last_values')], own('context')),
    makeNode('Reshape', [own('context'), 'heads.joined'], result),
  ];
}

function attendToSource(attention: ExportedAttention): readonly OnnxNode[] {
  const { mask, past, result } = attention;
  const own = (part: string) => `${result}.${part}`;
  const scores = mask === undefined ? own('scores') : own('all_scores');
  return [
    ...divideQuery(attention),
    multiplySourceKeys(own('query'), past.keys, scores),
    ...(mask === undefined ? [] : [makeNode('Add', [scores, mask], own('scores'))]),
    makeNode('Softmax', [own('scores')], own('weights'), { attributes: { axis: -1 } }),
    makeNode('MatMul', [own('weights'), past.values], own('context')),
    makeNode('Reshape', [own('context'), 'heads.joined'], result),
  ];
}

function divideQuery({ query, scale, result }: ExportedAttention): readonly OnnxNode[] {
  const divided = `${result}.query`;
  if (scale === undefined) return [makeNode('Reshape', [query, 'heads.one'], divided)];
  const unscaled = `${result}.unscaled_query`;
  return [makeNode('Reshape', [query, 'heads.one'], unscaled), makeNode('Mul', [unscaled, scale], divided)];
}

function append(recent: string, token: string, output: string): OnnxNode {
  return makeNode('Concat', [recent, token], output, { attributes: { axis: 2 } });
}

/** What all layers shape and slice with. A size of 0 is the one before. */
function constantsFor({ heads, headSize }: HeadsShape): readonly OnnxTensor[] {
  return [
    integerTensor('heads.one', [4], [0, heads, 1, headSize]),
    integerTensor('heads.joined', [3], [0, 1, heads * headSize]),
    integerTensor('heads.tokens', [1], [2]),
    integerTensor('heads.weights', [1], [3]),
    integerTensor('heads.first', [1], [0]),
    integerTensor('heads.end', [1], [2 ** 31 - 1]),
  ];
}

/** `bounds`: start, end and axis. */
function slice(from: string, bounds: readonly [string, string, string], output: string): OnnxNode {
  return makeNode('Slice', [from, ...bounds], output);
}

/** The third size of a past, which was its length. Throws where anything else is asked of its shape. */
function isLengthOfPast(node: OnnxNode, index: GraphIndex): boolean {
  const shape = index.makerOf(node.input[0]);
  if (shape?.op_type !== 'Shape' || !isPast(shape.input[0] ?? '')) return false;
  const place = index.constantOf(node.input[1]);
  if (node.op_type === 'Gather' && place !== undefined && readIntegers(place).join() === '2') return true;
  throw new Error(`${node.name} asks for more than the length of the past`);
}

function isPast(name: string): boolean {
  return /^past_key_values\.\d+\.decoder\./.test(name);
}

function isPresent(name: string): boolean {
  return /^present\.\d+\.decoder\./.test(name);
}

function typeOf(elementType: number, dims: readonly string[]) {
  const dim = dims.map((dim_param) => ({ dim_param }));
  return { tensor_type: { elem_type: elementType, shape: { dim } } };
}

function tokensType(tokens: string) {
  return typeOf(elementTypes.float32, ['rows', 'heads', tokens, 'head_size']);
}

/** What the recent tokens of a past are called. */
export function recentOf(past: string): string {
  return past.replace('past_key_values', 'recent');
}
