import { makeNode } from './make-node.ts';
import type { OnnxNode } from './onnx-model.ts';
import { integerTensor } from './tensor-data.ts';

/** The constant that {@link reduceRow} takes its axis from, where an opset wants it as an input. */
export const lastAxis = integerTensor('reduce.last_axis', [1], [-1]);

/** Reduces the last axis to one value. Since opset 18 the axes are an input; before, an attribute. */
export function reduceRow(
  operator: 'ReduceMax' | 'ReduceMin',
  input: string,
  output: string,
  opset: number,
): OnnxNode {
  return opset >= 18
    ? makeNode(operator, [input, lastAxis.name], output, { attributes: { keepdims: 1 } })
    : makeNode(operator, [input], output, { attributes: { axes: [-1], keepdims: 1 } });
}
