import type { OnnxGraph, OnnxNode } from './onnx-model.ts';

/**
 * What `outputs` need of `graph` and nothing else: nodes in an order in which each comes after what it uses, constants
 * and inputs that are used. Throws when something needed is made nowhere.
 */
export function pruneGraph(graph: OnnxGraph, outputs: OnnxGraph['output']): OnnxGraph {
  const given = new Set([...graph.input, ...graph.initializer].map(({ name }) => name));
  const makers = new Map(graph.node.flatMap((node) => node.output.map((name) => [name, node] as const)));
  const ordered: OnnxNode[] = [];
  const used = new Set<string>();
  const done = new Set<OnnxNode>();
  // Depth first with a list of our own: a decoder is deeper than the call stack likes.
  const pending: { readonly name: string; readonly node?: OnnxNode }[] = outputs.map(({ name }) => ({
    name,
  }));
  pending.reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.node !== undefined) {
      if (!done.has(next.node)) ordered.push(next.node);
      done.add(next.node);
      continue;
    }
    const maker = makers.get(next.name);
    if (next.name === '' || (maker !== undefined && done.has(maker))) continue;
    used.add(next.name);
    if (maker === undefined) {
      if (!given.has(next.name)) throw new Error(`nothing makes ${next.name}`);
      continue;
    }
    pending.push({ name: next.name, node: maker });
    for (const name of namesTaken(maker)) pending.push({ name });
  }
  return {
    ...graph,
    node: ordered,
    initializer: graph.initializer.filter(({ name }) => used.has(name)),
    input: graph.input.filter(({ name }) => used.has(name)),
    output: outputs,
  };
}

/** What a node takes, by itself and by the branches it chooses from. */
function namesTaken(node: OnnxNode): readonly string[] {
  const branches = node.attribute.flatMap(({ g }) => g ?? []);
  return [
    ...node.input,
    ...branches.flatMap((branch) => {
      const own = new Set([
        ...branch.node.flatMap(({ output }) => output),
        ...[...branch.initializer, ...branch.input].map(({ name }) => name),
      ]);
      return branch.node.flatMap(namesTaken).filter((name) => !own.has(name));
    }),
  ];
}
