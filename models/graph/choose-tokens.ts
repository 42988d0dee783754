import type { LogitsSlice } from './logits-slices.ts';
import { makeNode } from './make-node.ts';
import { elementTypes, type OnnxGraph, type OnnxNode, type OnnxTensor } from './onnx-model.ts';
import { reduceAxes, reduceRow } from './reduce-row.ts';
import { splitColumns } from './split-columns.ts';
import { integerTensor } from './tensor-data.ts';

/** What {@link chooseTokens} adds to a graph's inputs and outputs. */
export const choice = {
  /** Input: how many candidates per row, int64[1]. */
  width: 'choice_width',
  /** Output: token ids of each row, likeliest first, int64[rows, width]. */
  ids: 'choice_ids',
  /** Output: their logits, float[rows, width]. */
  logits: 'choice_logits',
  /** Output: ln Σ exp(logit) over the whole vocabulary, float[rows, 1]. A logit less this is a log-probability. */
  logSum: 'choice_log_sum',
} as const;

/**
 * Chooses the likeliest tokens inside the graph, so that the logits (62,834 floats a row with opus-mt) never leave it.
 *
 * Slice by slice: the best of each slice, then the best of those; the lower id where logits are equal. The sum comes from
 * Softmax, whose largest value p tells ln Σ exp = largest logit − ln p, at a fraction of what ReduceLogSumExp costs.
 */
export function chooseTokens(graph: OnnxGraph, slices: readonly LogitsSlice[], opset: number): OnnxGraph {
  const made = new Set(graph.node.flatMap(({ output }) => output));
  const missing = slices.filter(({ name }) => !made.has(name));
  const sizes = integerTensor(
    'choice.sizes',
    [slices.length],
    slices.map(({ start, end }) => end - start),
  );
  const chosen = slices.map(chooseInSlice);
  const join = (part: string, output: string) =>
    makeNode(
      'Concat',
      slices.map(({ name }) => `${name}.${part}`),
      output,
      { attributes: { axis: -1 } },
    );
  return {
    ...graph,
    node: [
      ...graph.node,
      ...(missing.length > 0 ? splitLogits(slices, sizes, opset) : []),
      ...chosen.flatMap(({ nodes }) => nodes),
      join('best_logits', 'choice.best_logits'),
      join('best_ids', 'choice.best_ids'),
      {
        ...makeNode('TopK', ['choice.best_logits', choice.width], choice.logits),
        output: [choice.logits, 'choice.places'],
      },
      makeNode('GatherElements', ['choice.best_ids', 'choice.places'], choice.ids, {
        attributes: { axis: -1 },
      }),
      join('log_sum', 'choice.log_sums'),
      ...logSumOf('choice.log_sums', choice.logSum, opset),
    ],
    initializer: [
      ...graph.initializer,
      integerTensor('choice.flat', [2], [0, -1]),
      integerTensor('choice.first', [1], [0]),
      sizes,
      ...chosen.flatMap(({ tensors }) => tensors),
      reduceAxes.last,
    ],
    input: [...graph.input, { name: choice.width, type: typeOf(elementTypes.int64) }],
    output: [
      { name: choice.ids, type: typeOf(elementTypes.int64) },
      { name: choice.logits, type: typeOf(elementTypes.float32) },
      { name: choice.logSum, type: typeOf(elementTypes.float32) },
      ...graph.output.filter(({ name }) => name !== 'logits'),
    ],
  };
}

/** Slices of logits that were computed as a whole. */
function splitLogits(slices: readonly LogitsSlice[], sizes: OnnxTensor, opset: number): readonly OnnxNode[] {
  const [only, ...others] = slices;
  if (only !== undefined && others.length === 0)
    return [makeNode('Reshape', ['logits', 'choice.flat'], only.name)];
  return [
    makeNode('Reshape', ['logits', 'choice.flat'], 'choice.matrix'),
    splitColumns(
      'choice.matrix',
      sizes,
      slices.map(({ name }) => name),
      opset,
    ),
  ];
}

/** No more candidates are asked for than this; a slice with as many tokens can offer them. */
const mostCandidates = 1024;

function chooseInSlice({ name, start, end }: LogitsSlice): {
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
} {
  const own = (part: string) => `${name}.${part}`;
  return {
    tensors: [integerTensor(own('size'), [1], [end - start]), integerTensor(own('start'), [1], [start])],
    nodes: [
      // No more candidates than the slice has tokens.
      ...(end - start < mostCandidates ? [makeNode('Min', [choice.width, own('size')], own('width'))] : []),
      {
        ...makeNode(
          'TopK',
          [name, end - start < mostCandidates ? own('width') : choice.width],
          own('best_logits'),
        ),
        output: [own('best_logits'), own('places')],
      },
      makeNode('Add', [own('places'), own('start')], own('best_ids')),
      makeNode('Softmax', [name], own('probabilities'), { attributes: { axis: -1 } }),
      // The largest is where the best logit is: looking it up is cheaper than another pass over all of them.
      makeNode('Gather', [own('places'), 'choice.first'], own('best_place'), { attributes: { axis: 1 } }),
      makeNode('GatherElements', [own('probabilities'), own('best_place')], own('largest'), {
        attributes: { axis: -1 },
      }),
      makeNode('Log', [own('largest')], own('log_largest')),
      makeNode('Gather', [own('best_logits'), 'choice.first'], own('best_logit'), {
        attributes: { axis: 1 },
      }),
      makeNode('Sub', [own('best_logit'), own('log_largest')], own('log_sum')),
    ],
  };
}

/** ln Σ exp of a few values in each row, by the largest, so that nothing overflows. */
function logSumOf(values: string, output: string, opset: number): readonly OnnxNode[] {
  return [
    reduceRow('ReduceMax', values, 'choice.largest_sum', opset),
    makeNode('Softmax', [values], 'choice.shares', { attributes: { axis: -1 } }),
    reduceRow('ReduceMax', 'choice.shares', 'choice.largest_share', opset),
    makeNode('Log', ['choice.largest_share'], 'choice.log_largest_share'),
    makeNode('Sub', ['choice.largest_sum', 'choice.log_largest_share'], output),
  ];
}

function typeOf(elementType: number) {
  return { tensor_type: { elem_type: elementType } };
}
