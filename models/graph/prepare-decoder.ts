import { chooseTokens } from './choose-tokens.ts';

import { liftBranch, opsetOf } from './lift-branch.ts';
import { logitsSlices, wholeVocabulary } from './logits-slices.ts';
import { toNumber, type OnnxGraph, type OnnxModel } from './onnx-model.ts';
import { pruneGraph } from './prune-graph.ts';
import { rewriteAttention } from './rewrite-attention.ts';
import { quantiseRows } from './quantise-rows.ts';

/** A merged decoder, divided by what is computed how often. */
export interface PreparedGraphs {
  /** Once per sentence: `encoder_hidden_states` → `present.{i}.encoder.{key,value}`. */
  readonly source: OnnxModel;
  /**
   * Once per token of a batch: `input_ids` and what was written (see rewrite-attention.ts) → the likeliest tokens (see
   * choose-tokens.ts) and `present.{i}.decoder.{key,value}` of the token. Every row has its own activation scales.
   */
  readonly step: OnnxModel;
  /** The same for a single row, with the exported graph's own products: fewer operators, and its results to the bit. */
  readonly singleStep: OnnxModel;
}

/** Counts up when the graphs made from the same decoder change, so that cached ones are made anew. */
export const preparationVersion = 8;

/** What the graphs must agree with. */
export interface DecoderShape {
  readonly decoderLayers: number;
  readonly heads: number;
  readonly headSize: number;
  readonly vocabularySize: number;
}

/** Throws when the decoder is not of the merged layout and `shape`, or a product in it is of an unknown form. */
export function prepareDecoder(decoder: OnnxModel, shape: DecoderShape): PreparedGraphs {
  checkShape(decoder.graph, shape);
  const opset = opsetOf(decoder);
  const first = liftBranch(decoder, 'else_branch');
  const later = rewriteAttention(liftBranch(decoder, 'then_branch'), shape);
  const rows = quantiseRows(later, opset);
  return {
    source: modelOf(decoder, pruneGraph(first, first.output.filter(isOfSource))),
    step: stepOf(decoder, chooseTokens(rows, logitsSlices(shape.vocabularySize), opset)),
    singleStep: stepOf(decoder, chooseTokens(later, wholeVocabulary(shape.vocabularySize), opset)),
  };
}

function stepOf(decoder: OnnxModel, graph: OnnxGraph): OnnxModel {
  return modelOf(
    decoder,
    pruneGraph(
      graph,
      graph.output.filter((output) => !isOfSource(output)),
    ),
  );
}

function isOfSource({ name }: { readonly name: string }): boolean {
  return /^present\..*\.encoder\./.test(name);
}

function modelOf(decoder: OnnxModel, graph: OnnxGraph): OnnxModel {
  const standard = decoder.opset_import.filter(({ domain }) => domain !== 'com.microsoft');
  return {
    ir_version: decoder.ir_version,
    producer_name: 'muwazi',
    graph,
    opset_import: [...standard, { domain: 'com.microsoft', version: 1 }],
  };
}

/** Two values for each side of attention and each layer; a declared vocabulary must be the one expected. */
function checkShape(graph: OnnxGraph, { decoderLayers, vocabularySize }: DecoderShape): void {
  const layers = graph.input.filter(({ name }) => /^past_key_values\.\d+\.decoder\.key$/.test(name)).length;
  if (layers !== decoderLayers) throw new Error(`the decoder has ${layers} layers, not ${decoderLayers}`);
  const logits = graph.output.find(({ name }) => name === 'logits');
  const size = logits?.type?.tensor_type.shape?.dim.at(-1)?.dim_value;
  const words = size === undefined ? 0 : toNumber(size);
  if (words !== 0 && words !== vocabularySize)
    throw new Error(`the decoder has ${words} words, not ${vocabularySize}`);
}
