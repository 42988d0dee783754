import type { OnnxGraph, OnnxNode, OnnxTensor } from './onnx-model.ts';

/** Look-ups in a graph that stays as it is. */
export interface GraphIndex {
  /** The node that makes a value. */
  makerOf(name: string | undefined): OnnxNode | undefined;
  /** The nodes that take a value. */
  takersOf(name: string | undefined): readonly OnnxNode[];
  /** A value that is known before the graph runs, under its own name: an initializer or a Constant, also behind Identity nodes. */
  constantOf(name: string | undefined): OnnxTensor | undefined;
}

export function indexGraph(graph: OnnxGraph): GraphIndex {
  const makers = new Map(graph.node.flatMap((node) => node.output.map((name) => [name, node] as const)));
  const initializers = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const takers = new Map<string, OnnxNode[]>();
  for (const node of graph.node) {
    for (const name of node.input) takers.set(name, [...(takers.get(name) ?? []), node]);
  }
  const makerOf = (name: string | undefined) => (name === undefined ? undefined : makers.get(name));
  const originOf = (name: string): OnnxTensor | undefined => {
    const maker = makers.get(name);
    if (maker?.op_type === 'Identity') return originOf(maker.input[0] ?? '');
    if (maker?.op_type === 'Constant') return maker.attribute.find(({ t }) => t)?.t ?? undefined;
    return initializers.get(name);
  };
  const constantOf = (name: string | undefined): OnnxTensor | undefined => {
    const origin = name === undefined ? undefined : originOf(name);
    return origin === undefined || name === undefined ? undefined : { ...origin, name };
  };
  return { makerOf, constantOf, takersOf: (name) => (name === undefined ? [] : (takers.get(name) ?? [])) };
}
