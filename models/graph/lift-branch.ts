import type { OnnxGraph, OnnxModel, OnnxNode } from './onnx-model.ts';
import { toNumber } from './onnx-model.ts';

/**
 * The branch of a merged decoder's `If` as a graph of its own, with the names of the merged decoder's inputs and outputs.
 *
 * `then_branch` is the later steps (keys and values come from the past), `else_branch` the first one. Nothing is
 * pruned: see prune-graph.ts. Throws when the model is not one `If` on `use_cache_branch`.
 */
export function liftBranch(model: OnnxModel, branch: 'then_branch' | 'else_branch'): OnnxGraph {
  const gates = model.graph.node.filter((node) => node.op_type === 'If');
  const [gate] = gates;
  const inner = gate?.attribute.find((attribute) => attribute.name === branch)?.g;
  if (gate === undefined || gates.length !== 1 || !inner) throw new Error('the decoder is not one If');
  const outside = model.graph.node.filter((node) => node !== gate);
  return {
    name: branch,
    node: renameOutputs(
      [...outside, ...inner.node],
      inner.output.map((output) => output.name),
      gate.output,
    ),
    initializer: [...model.graph.initializer, ...inner.initializer],
    input: model.graph.input.filter((input) => input.name !== 'use_cache_branch'),
    output: model.graph.output,
  };
}

/** Gives each value in `from` the name at the same place in `to`, wherever it is made or used. */
function renameOutputs(
  nodes: readonly OnnxNode[],
  from: readonly string[],
  to: readonly string[],
): readonly OnnxNode[] {
  const names = new Map(from.map((name, place) => [name, to[place] ?? name]));
  const rename = (name: string) => names.get(name) ?? name;
  return nodes.map((node) => ({ ...node, input: node.input.map(rename), output: node.output.map(rename) }));
}

/** The version of the standard operators a model was written for. */
export function opsetOf(model: OnnxModel): number {
  const standard = model.opset_import.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  return standard === undefined ? 0 : toNumber(standard.version);
}
