import { makeNode } from './make-node.ts';
import type { OnnxNode, OnnxTensor } from './onnx-model.ts';
import { readIntegers } from './tensor-data.ts';

/** Divides the last axis of `whole` into `outputs` of these sizes. Since opset 13 the sizes are an input; before, an attribute. */
export function splitColumns(
  whole: string,
  sizes: OnnxTensor,
  outputs: readonly string[],
  opset: number,
): OnnxNode {
  const node =
    opset >= 13
      ? makeNode('Split', [whole, sizes.name], `${whole}.split`, { attributes: { axis: -1 } })
      : makeNode('Split', [whole], `${whole}.split`, {
          attributes: { axis: -1, split: readIntegers(sizes) },
        });
  return { ...node, output: outputs };
}
