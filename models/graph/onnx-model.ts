import protobuf from 'protobufjs';
import { onnxSchema } from './onnx-schema.ts';

/** A whole number of the format: written as a number, read as protobufjs' 64-bit integer. */
export type Int64 = number | { toNumber(): number };

/*
 * The messages of onnx-schema.ts as they are read and written. A field that was not in the file reads as its default
 * (empty list, empty text, 0, null), so readers need not ask. Node and tensor names are unique within a graph.
 */

export interface OnnxModel {
  readonly ir_version: Int64;
  readonly producer_name: string;
  readonly graph: OnnxGraph;
  readonly opset_import: readonly { readonly domain: string; readonly version: Int64 }[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly node: readonly OnnxNode[];
  readonly initializer: readonly OnnxTensor[];
  readonly input: readonly OnnxValueInfo[];
  readonly output: readonly OnnxValueInfo[];
}

export interface OnnxNode {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly name: string;
  readonly op_type: string;
  readonly domain?: string;
  readonly attribute: readonly OnnxAttribute[];
}

export interface OnnxAttribute {
  readonly name: string;
  readonly type: number;
  readonly i?: Int64;
  readonly ints?: readonly Int64[];
  readonly t?: OnnxTensor | null;
  readonly g?: OnnxGraph | null;
}

export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly Int64[];
  readonly data_type: number;
  readonly raw_data?: Uint8Array;
  readonly float_data?: readonly number[];
  readonly int32_data?: readonly number[];
  readonly int64_data?: readonly Int64[];
  readonly external_data?: readonly { readonly key: string; readonly value: string }[];
  readonly data_location?: number;
}

export interface OnnxValueInfo {
  readonly name: string;
  readonly type?: {
    readonly tensor_type: {
      readonly elem_type: number;
      readonly shape?: { readonly dim: readonly OnnxDimension[] } | null;
    };
  };
}

/** Either a size, or the name of one that is known only when the graph runs. */
export interface OnnxDimension {
  readonly dim_value?: Int64;
  readonly dim_param?: string;
}

/** Codes of the format for the element types used here. @see TensorProto.DataType */
export const elementTypes = { float32: 1, uint8: 2, int8: 3, int64: 7, bool: 9 } as const;

/** Codes of the format for the attribute types used here. @see AttributeProto.AttributeType */
export const attributeTypes = { int: 2, tensor: 4, graph: 5, ints: 7 } as const;

const modelType = protobuf.parse(onnxSchema, { keepCase: true }).root.lookupType('onnx.ModelProto');

/** Reads a model file. Weights are views into `bytes`, not copies. Throws when the bytes are not one. */
export function decodeModel(bytes: Uint8Array): OnnxModel {
  // The schema says what the interfaces say; protobufjs cannot derive types from it.
  return modelType.decode(bytes) as unknown as OnnxModel;
}

/** The bytes of a model file. */
export function encodeModel(model: OnnxModel): Uint8Array {
  return modelType.encode(model).finish();
}

export function toNumber(value: Int64): number {
  return typeof value === 'number' ? value : value.toNumber();
}
