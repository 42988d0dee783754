import { makeNode } from './make-node.ts';
import type { OnnxNode } from './onnx-model.ts';
import { integerTensor } from './tensor-data.ts';

/** The constants that {@link reduceRow} and {@link reduceWholeRow} take their axes from, where an opset wants them as an input. */
export const reduceAxes = {
  last: integerTensor('reduce.last_axis', [1], [-1]),
  lastTwo: integerTensor('reduce.last_two_axes', [2], [-2, -1]),
} as const;

type Reduction = 'ReduceMax' | 'ReduceMin';

/** Reduces the last axis to one value. Since opset 18 the axes are an input; before, an attribute. */
export function reduceRow(operator: Reduction, input: string, output: string, opset: number): OnnxNode {
  return opset >= 18
    ? makeNode(operator, [input, reduceAxes.last.name], output, { attributes: { keepdims: 1 } })
    : makeNode(operator, [input], output, { attributes: { axes: [-1], keepdims: 1 } });
}

/** Reduces the last two axes, [rows, tokens, values], so that only [rows] are left. */
export function reduceWholeRow(operator: Reduction, input: string, output: string, opset: number): OnnxNode {
  return opset >= 18
    ? makeNode(operator, [input, reduceAxes.lastTwo.name], output, { attributes: { keepdims: 0 } })
    : makeNode(operator, [input], output, { attributes: { axes: [-2, -1], keepdims: 0 } });
}
