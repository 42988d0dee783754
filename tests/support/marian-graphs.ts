import { makeNode, type NodeOptions } from '../../models/graph/make-node.ts';
import {
  attributeTypes,
  elementTypes,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValueInfo,
} from '../../models/graph/onnx-model.ts';
import { floatTensor, integerTensor } from '../../models/graph/tensor-data.ts';

/** The size of a Marian model. */
export interface MarianShape {
  readonly width: number;
  readonly heads: number;
  readonly hidden: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
  readonly vocabulary: number;
  readonly positions: number;
}

/** Constants of a model by name; a weight that two graphs use stands there once. */
type Constants = Map<string, OnnxTensor>;

/** Standard deviation of bytes that are all equally likely, from −128 to 127. */
const byteDeviation = 74;

/*
 * Graphs of a Marian model as they are published in 8 bits, with noise for weights: post-norm, ReLU, every product in the
 * form of quantize_dynamic, encoder and merged decoder. The layers have their true shapes, what comes out means nothing.
 * One token a step is all the decoder is made for, so it has no causal mask.
 */

/** `input_ids`, `attention_mask` → `last_hidden_state`. */
export function marianEncoder(shape: MarianShape): OnnxModel {
  const constants: Constants = new Map();
  const graph = new Drawing('encoder', shape, constants);
  let state = graph.embed('input_ids', graph.constant('first', integerTensor('first', [], [0])));
  const mask = graph.mask('attention_mask');
  for (let layer = 0; layer < shape.encoderLayers; layer++) {
    const name = `encoder.${layer}`;
    const attended = graph.attend(
      `${name}.self`,
      state,
      graph.heads(`${name}.self.k`, state),
      graph.heads(`${name}.self.v`, state),
      mask,
    );
    state = graph.feedForward(name, graph.addAndNorm(state, attended));
  }
  graph.name(state, 'last_hidden_state');
  return modelOf({
    name: 'encoder',
    node: graph.nodes,
    initializer: [...constants.values()],
    input: [valueOf('input_ids', elementTypes.int64), valueOf('attention_mask', elementTypes.int64)],
    output: [valueOf('last_hidden_state', elementTypes.float32)],
  });
}

/** Both ways to write a token under one `If`: the first (keys and values of the source are computed) and every later one. */
export function marianDecoder(shape: MarianShape): OnnxModel {
  const constants: Constants = new Map();
  const keys = Array.from({ length: shape.decoderLayers }, (_, layer) =>
    ['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value'].map((one) => `${layer}.${one}`),
  ).flat();
  const outputs = ['logits', ...keys.map((key) => `present.${key}`)];
  const gate: OnnxNode = {
    op_type: 'If',
    name: 'gate',
    input: ['use_cache_branch'],
    output: outputs,
    attribute: [
      {
        name: 'then_branch',
        type: attributeTypes.graph,
        g: decoderBranch('later', shape, constants, outputs),
      },
      {
        name: 'else_branch',
        type: attributeTypes.graph,
        g: decoderBranch('first', shape, constants, outputs),
      },
    ],
  };
  return modelOf({
    name: 'merged',
    node: [gate],
    initializer: [...constants.values()],
    input: [
      valueOf('encoder_attention_mask', elementTypes.int64),
      valueOf('input_ids', elementTypes.int64),
      valueOf('encoder_hidden_states', elementTypes.float32),
      ...keys.map((key) => valueOf(`past_key_values.${key}`, elementTypes.float32)),
      valueOf('use_cache_branch', elementTypes.bool),
    ],
    output: outputs.map((name) => valueOf(name, elementTypes.float32)),
  });
}

function decoderBranch(
  branch: 'first' | 'later',
  shape: MarianShape,
  constants: Constants,
  outputs: readonly string[],
): OnnxGraph {
  const graph = new Drawing(branch, shape, constants);
  const isLater = branch === 'later';
  const start = isLater
    ? graph.node('Gather', [
        graph.node('Shape', ['past_key_values.0.decoder.key']),
        graph.constant('two', integerTensor('two', [], [2])),
      ])
    : graph.constant('first', integerTensor('first', [], [0]));
  let state = graph.embed('input_ids', start);
  const mask = graph.mask('encoder_attention_mask');
  const present: string[] = [];
  for (let layer = 0; layer < shape.decoderLayers; layer++) {
    const name = `decoder.${layer}`;
    const past = (one: string): string => `past_key_values.${layer}.${one}`;
    const own = (part: 'k' | 'v', one: string): string => {
      const now = graph.heads(`${name}.self.${part}`, state);
      return isLater ? graph.node('Concat', [past(one), now], { attributes: { axis: 2 } }) : now;
    };
    const ofSource = (part: 'k' | 'v', one: string): string =>
      isLater
        ? graph.node('Identity', [past(one)])
        : graph.heads(`${name}.cross.${part}`, 'encoder_hidden_states');
    const [key, value] = [own('k', 'decoder.key'), own('v', 'decoder.value')];
    const [sourceKey, sourceValue] = [ofSource('k', 'encoder.key'), ofSource('v', 'encoder.value')];
    present.push(key, value, sourceKey, sourceValue);
    state = graph.addAndNorm(state, graph.attend(`${name}.self`, state, key, value));
    const attended = graph.attend(`${name}.cross`, state, sourceKey, sourceValue, mask);
    state = graph.feedForward(name, graph.addAndNorm(state, attended));
  }
  const logits = graph.multiply('words', state, shape.width, shape.vocabulary);
  [logits, ...present].forEach((made, place) => {
    graph.name(made, `${branch}.${outputs[place] ?? ''}`);
  });
  const results = outputs.map((name) => valueOf(`${branch}.${name}`, elementTypes.float32));
  return { name: branch, node: graph.nodes, initializer: [], input: [], output: results };
}

/** Draws nodes; every method gives the name of what it made. */
class Drawing {
  readonly nodes: OnnxNode[] = [];
  readonly #prefix: string;
  readonly #shape: MarianShape;
  readonly #constants: Constants;

  constructor(prefix: string, shape: MarianShape, constants: Constants) {
    this.#prefix = prefix;
    this.#shape = shape;
    this.#constants = constants;
  }

  node(operator: string, inputs: readonly string[], options: NodeOptions = {}): string {
    const output = `${this.#prefix}/${this.nodes.length}`;
    this.nodes.push(makeNode(operator, inputs, output, options));
    return output;
  }

  /** Gives what was made a name of its own. */
  name(made: string, name: string): void {
    this.nodes.push(makeNode('Identity', [made], name));
  }

  constant(name: string, tensor: OnnxTensor): string {
    if (!this.#constants.has(name)) this.#constants.set(name, tensor);
    return name;
  }

  embed(ids: string, start: string): string {
    const { width, vocabulary, positions } = this.#shape;
    const words = this.#noise('words.embedding', [vocabulary, width]);
    const scale = this.constant('words.scale', floatTensor('words.scale', [], [1 / byteDeviation]));
    const found = this.node('DequantizeLinear', [this.node('Gather', [words, ids]), scale]);
    const one = this.constant('one', integerTensor('one', [], [1]));
    const length = this.node('Gather', [this.node('Shape', [ids]), one]);
    const range = this.node('Range', [start, this.node('Add', [start, length]), one]);
    const table = this.constant(
      'positions',
      floatTensor('positions', [positions, width], waves(positions, width)),
    );
    return this.node('Add', [found, this.node('Gather', [table, range])]);
  }

  /** [rows, length] of 1 and 0 → [rows, 1, 1, length] of 0 and −10⁹. */
  mask(name: string): string {
    const float = this.node('Cast', [name], { attributes: { to: elementTypes.float32 } });
    const absent = this.node('Sub', [this.constant('unit', floatTensor('unit', [], [1])), float]);
    const axes = this.constant('axes', integerTensor('axes', [2], [1, 2]));
    return this.node('Unsqueeze', [
      this.node('Mul', [absent, this.constant('never', floatTensor('never', [], [-1e9]))]),
      axes,
    ]);
  }

  /** A product of [rows, length, width], split by heads: [rows, heads, length, width / heads]. */
  heads(name: string, state: string): string {
    const { width, heads } = this.#shape;
    const split = this.constant('split', integerTensor('split', [4], [0, 0, heads, width / heads]));
    const product = this.multiply(name, state, width, width);
    return this.node('Transpose', [this.node('Reshape', [product, split])], {
      attributes: { perm: [0, 2, 1, 3] },
    });
  }

  attend(name: string, state: string, key: string, value: string, mask?: string): string {
    const { width, heads } = this.#shape;
    const root = this.constant('root', floatTensor('root', [], [(width / heads) ** -0.5]));
    const query = this.node('Mul', [this.heads(`${name}.q`, state), root]);
    const across = this.node('Transpose', [key], { attributes: { perm: [0, 1, 3, 2] } });
    const products = this.node('MatMul', [query, across]);
    const masked = mask === undefined ? products : this.node('Add', [products, mask]);
    const seen = this.node('MatMul', [this.node('Softmax', [masked], { attributes: { axis: -1 } }), value]);
    const joined = this.constant('joined', integerTensor('joined', [3], [0, 0, width]));
    const together = this.node('Reshape', [
      this.node('Transpose', [seen], { attributes: { perm: [0, 2, 1, 3] } }),
      joined,
    ]);
    return this.multiply(`${name}.o`, together, width, width);
  }

  addAndNorm(before: string, added: string): string {
    const { width } = this.#shape;
    const ones = this.constant('ones', floatTensor('ones', [width], new Float32Array(width).fill(1)));
    const zeros = this.constant('zeros', floatTensor('zeros', [width], new Float32Array(width)));
    const sum = this.node('Add', [before, added]);
    return this.node('LayerNormalization', [sum, ones, zeros], { attributes: { axis: -1 } });
  }

  feedForward(name: string, state: string): string {
    const { width, hidden } = this.#shape;
    const inner = this.node('Relu', [this.multiply(`${name}.ffn.1`, state, width, hidden)]);
    return this.addAndNorm(state, this.multiply(`${name}.ffn.2`, inner, hidden, width));
  }

  /** x · W + b in 8 bits, as quantize_dynamic writes it. */
  multiply(name: string, x: string, from: number, to: number): string {
    const weight = this.#noise(name, [from, to]);
    const scale = 1 / (byteDeviation * Math.sqrt(from));
    const scales = this.constant(
      `${name}.s`,
      floatTensor(`${name}.s`, [to], new Float32Array(to).fill(scale)),
    );
    const zero = this.constant(`${name}.z`, { ...bytesOf(`${name}.z`, [to]), raw_data: new Uint8Array(to) });
    const bias = this.constant(`${name}.b`, floatTensor(`${name}.b`, [to], new Float32Array(to)));
    const quantised = `${this.#prefix}/${this.nodes.length}.q`;
    const parts = [quantised, `${quantised}.scale`, `${quantised}.zero`];
    this.nodes.push({ ...makeNode('DynamicQuantizeLinear', [x], quantised), output: parts });
    const whole = this.node('MatMulInteger', [quantised, weight, `${quantised}.zero`, zero]);
    const float = this.node('Cast', [whole], { attributes: { to: elementTypes.float32 } });
    const rescaled = this.node('Mul', [float, this.node('Mul', [`${quantised}.scale`, scales])]);
    return this.node('Add', [bias, rescaled]);
  }

  #noise(name: string, dims: readonly number[]): string {
    if (this.#constants.has(name)) return name;
    const words = new Int32Array(dims.reduce((product, size) => product * size, 1) / 4);
    let state = 0x9e3779b9 ^ (this.#constants.size * 0x85ebca6b);
    for (let place = 0; place < words.length; place++) {
      state ^= state << 13; // xorshift32
      state ^= state >>> 17;
      state ^= state << 5;
      words[place] = state;
    }
    return this.constant(name, { ...bytesOf(name, dims), raw_data: new Uint8Array(words.buffer) });
  }
}

function bytesOf(name: string, dims: readonly number[]): OnnxTensor {
  return { name, dims, data_type: elementTypes.int8 };
}

/** Sines and cosines of growing wave length. */
function waves(positions: number, width: number): Float32Array {
  return Float32Array.from({ length: positions * width }, (_, place) => {
    const [position, column] = [Math.floor(place / width), place % width];
    const angle = position / 10_000 ** ((2 * Math.floor(column / 2)) / width);
    return column % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

function valueOf(name: string, elementType: number): OnnxValueInfo {
  return { name, type: { tensor_type: { elem_type: elementType } } };
}

function modelOf(graph: OnnxGraph): OnnxModel {
  return { ir_version: 8, producer_name: 'muwazi-tests', graph, opset_import: [{ domain: '', version: 17 }] };
}
