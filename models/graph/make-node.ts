import { attributeTypes, type OnnxAttribute, type OnnxNode } from './onnx-model.ts';

export interface NodeOptions {
  /** Whole-number attributes by name; a list where the operator takes one. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
  /** `com.microsoft` for ONNX Runtime's own operators. */
  readonly domain?: string;
}

/** One operator with one output, named after it. */
export function makeNode(
  operator: string,
  inputs: readonly string[],
  output: string,
  { attributes = {}, domain = '' }: NodeOptions = {},
): OnnxNode {
  return {
    op_type: operator,
    domain,
    name: output,
    input: inputs,
    output: [output],
    attribute: Object.entries(attributes).map(makeAttribute),
  };
}

function makeAttribute([name, value]: readonly [string, number | readonly number[]]): OnnxAttribute {
  return typeof value === 'number'
    ? { name, type: attributeTypes.int, i: value }
    : { name, type: attributeTypes.ints, ints: value };
}
