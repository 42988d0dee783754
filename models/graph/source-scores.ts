import { makeNode } from './make-node.ts';
import {
  attributeTypes,
  elementTypes,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
} from './onnx-model.ts';
import { integerTensor } from './tensor-data.ts';

/*
 * ONNX Runtime multiplies a query by the source's keys in one of two ways, which differ in the last bit: as they lie, where it
 * finds nothing between their transposition and the product, as in the later steps of an exported graph; or by transposed
 * ones, as in its first step, where the keys have just been divided into heads. One graph serves both here, so it has
 * both ways and chooses by the length of what was written. A last bit is enough to choose another word some tokens later.
 */

/** Whether nothing was written yet: once for a graph, from the number of tokens called `length`. */
export function isFirstStep(length: string): { readonly node: OnnxNode; readonly tensor: OnnxTensor } {
  return {
    node: makeNode('Equal', [length, 'source.nothing'], firstStep),
    tensor: integerTensor('source.nothing', [], [0]),
  };
}

const firstStep = 'source.is_first_step';

/** q Kᵀ of `query` [rows, heads, 1, headSize] and `keys` [rows, heads, tokens, headSize], as exported for this step. */
export function multiplySourceKeys(query: string, keys: string, output: string): OnnxNode {
  const own = (part: string) => `${output}.${part}`;
  const first = branch(own('first'), [
    makeNode('Transpose', [keys], own('transposed'), { attributes: { perm: [0, 1, 3, 2] } }),
    // A sum of one is a copy, which keeps ONNX Runtime from putting the transposition into the product.
    makeNode('Sum', [own('transposed')], own('copied')),
    makeNode('MatMul', [query, own('copied')], own('first')),
  ]);
  const later = branch(own('later'), [multiplyKeys(query, keys, own('later'))]);
  return {
    ...makeNode('If', [firstStep], output),
    attribute: [
      { name: 'then_branch', type: attributeTypes.graph, g: first },
      { name: 'else_branch', type: attributeTypes.graph, g: later },
    ],
  };
}

/** q Kᵀ, by ONNX Runtime's product that reads K as it lies. */
export function multiplyKeys(query: string, keys: string, output: string): OnnxNode {
  return makeNode('FusedMatMul', [query, keys], output, {
    domain: 'com.microsoft',
    attributes: { transB: 1 },
  });
}

function branch(output: string, node: readonly OnnxNode[]): OnnxGraph {
  return {
    name: output,
    node,
    initializer: [],
    input: [],
    output: [{ name: output, type: { tensor_type: { elem_type: elementTypes.float32 } } }],
  };
}
