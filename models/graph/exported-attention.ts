import type { GraphIndex } from './graph-index.ts';
import type { OnnxNode } from './onnx-model.ts';

/** One attention as it is exported, taken apart; values by name. */
export interface ExportedAttention {
  /** [rows, 1, heads × headSize] */
  readonly query: string;
  /** The constant that the query is multiplied by once it is divided into heads, where it is. */
  readonly scale: string | undefined;
  /** Added to the scores, where anything is. */
  readonly mask: string | undefined;
  /** From before this step: [rows, heads, tokens, headSize]. */
  readonly past: { readonly keys: string; readonly values: string };
  /** What this step appends, where it does. */
  readonly appended: AppendedToken | undefined;
  /** [rows, 1, heads × headSize] */
  readonly result: string;
}

/** Key and value of the new token, [rows, 1, heads × headSize] each, and what the past is called with them. */
export interface AppendedToken {
  readonly key: string;
  readonly value: string;
  readonly presentKeys: string;
  readonly presentValues: string;
}

/**
 * softmax(Q Kᵀ + mask) V with Q, K and V divided into heads, and the heads put together again:
 * MatMul → (Add) → Softmax → MatMul → Transpose → Reshape. Throws when it is of another form.
 */
export function takeAttentionApart(softmax: OnnxNode, index: GraphIndex): ExportedAttention {
  const scores = index.makerOf(softmax.input[0]);
  const masked = scores?.op_type === 'Add' ? scores.input : [];
  const product = masked.length === 0 ? scores : masked.map((name) => index.makerOf(name)).find(isProduct);
  const context = takerOf(softmax, 'MatMul', index);
  const result = takerOf(takerOf(context, 'Transpose', index), 'Reshape', index)?.output[0];
  const scaled = made(product?.input[0], 'Mul', index)?.input ?? [];
  const scale = scaled.find((name) => index.constantOf(name) !== undefined);
  const query = headsOf(scaled.find((name) => name !== scale) ?? product?.input[0], index);
  const keys = pastOf(made(product?.input[1], 'Transpose', index)?.input[0], index);
  const values = pastOf(context?.input[1], index);
  if (result === undefined || query === undefined || keys === undefined || values === undefined) {
    throw new Error(`${softmax.name} is not an attention as it is exported`);
  }
  return {
    query,
    scale,
    mask: masked.find((name) => name !== product?.output[0]),
    past: { keys: keys.past, values: values.past },
    appended:
      keys.added === undefined || values.added === undefined
        ? undefined
        : { key: keys.added, value: values.added, presentKeys: keys.all, presentValues: values.all },
    result,
  };
}

/** Keys or values: all, those from before, and what this step adds, where it adds something. */
interface Past {
  readonly all: string;
  readonly past: string;
  readonly added: string | undefined;
}

function pastOf(name: string | undefined, index: GraphIndex): Past | undefined {
  const all = behindIdentity(name, index);
  const maker = index.makerOf(all);
  if (all === undefined || maker === undefined) {
    return all === undefined ? undefined : { all, past: all, added: undefined };
  }
  const [past = '', appended] = maker.input;
  const added = headsOf(appended, index);
  return maker.op_type === 'Concat' && index.makerOf(past) === undefined && added !== undefined
    ? { all, past, added }
    : undefined;
}

function behindIdentity(name: string | undefined, index: GraphIndex): string | undefined {
  const maker = index.makerOf(name);
  return maker?.op_type === 'Identity' ? behindIdentity(maker.input[0], index) : name;
}

/** What was divided into heads: Reshape → Transpose. */
function headsOf(name: string | undefined, index: GraphIndex): string | undefined {
  return made(made(name, 'Transpose', index)?.input[0], 'Reshape', index)?.input[0];
}

function made(name: string | undefined, operator: string, index: GraphIndex): OnnxNode | undefined {
  const maker = index.makerOf(name);
  return maker?.op_type === operator ? maker : undefined;
}

function takerOf(node: OnnxNode | undefined, operator: string, index: GraphIndex): OnnxNode | undefined {
  return index.takersOf(node?.output[0]).find(({ op_type }) => op_type === operator);
}

function isProduct(node: OnnxNode | undefined): boolean {
  return node?.op_type === 'MatMul';
}
