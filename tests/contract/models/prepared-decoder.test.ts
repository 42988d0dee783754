import { cp, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Logger } from '../../../core/logger.ts';
import { findModelFiles } from '../../../models/engine/model-files.ts';
import { readModelConfig } from '../../../models/engine/model-config.ts';
import { openDecoder } from '../../../models/engine/open-decoder.ts';
import { cacheDirectoryFor } from '../../../models/engine/prepared-graph-cache.ts';
import { searchGreedily } from '../../../models/engine/search-greedily.ts';
import { decodeModel, encodeModel, type OnnxGraph, type OnnxNode } from '../../../models/graph/onnx-model.ts';
import { embeddedModelDirectory } from '../../../models/registry/embedded-model.ts';

const source = [1292, 2873, 345, 6759, 2, 52, 1123, 3, 0];
let directory: string;
let logged: string[];

const log: Logger = {
  debug: () => undefined,
  info: (_, message) => logged.push(message),
  warn: (_, message) => logged.push(message),
  error: (_, message) => logged.push(message),
};

beforeEach(async () => {
  logged = [];
  directory = await mkdtemp(join(tmpdir(), 'muwazi-prepared-'));
  await cp(embeddedModelDirectory(), directory, {
    recursive: true,
    filter: (path) => !path.includes('prepared') && !path.includes('training'),
  });
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** Opens the model in `directory` and says what it makes of one sentence. */
async function translate(): Promise<readonly number[] | undefined> {
  const config = await readModelConfig(directory);
  const decoder = await openDecoder(await findModelFiles(directory), config, { threads: 1, log });
  const [hypothesis] = await searchGreedily(decoder, config, [source], () => true);
  await decoder.close();
  return hypothesis?.tokens;
}

async function keptFile(name: string): Promise<string> {
  const [entry = ''] = await readdir(join(directory, 'onnx', 'prepared'));
  return join(directory, 'onnx', 'prepared', entry, name);
}

describe('prepared graphs', () => {
  test('are made once, kept beside the model, and used from then on', async () => {
    const first = await translate();
    expect(logged).toEqual(['decoder prepared']);
    logged = [];
    expect(await translate()).toEqual(first);
    expect(logged).toEqual([]);
    expect(await readdir(join(directory, 'onnx', 'prepared'))).toHaveLength(1);
  });

  const damages: readonly (readonly [string, string, (path: string) => Promise<void>])[] = [
    ['cut short', 'step.onnx', (path) => truncate(path, 100_000)],
    ['changed in one byte', 'step.onnx', flipByte],
    ['missing', 'source.onnx', (path) => rm(path)],
    ['listed wrongly', 'manifest.json', (path) => writeFile(path, '{}')],
    ['listed in no JSON', 'manifest.json', (path) => writeFile(path, '{')],
  ];

  test.each(damages)('%s (%s) are noticed and made anew', async (_, file, damage) => {
    const first = await translate();
    await damage(await keptFile(file));
    logged = [];
    expect(await translate()).toEqual(first);
    expect(logged).toHaveLength(2);
    expect(logged[0]).toMatch(/prepared graphs .* made anew/);
    expect(logged[1]).toBe('decoder prepared');
    logged = [];
    expect(await translate()).toEqual(first);
    expect(logged).toEqual([]);
  });

  test('serve a model in a directory that cannot be written to', async () => {
    await writeFile(join(directory, 'onnx', 'prepared'), 'a file where the directory should be');
    expect(await translate()).toBeDefined();
    expect(logged).toEqual(['decoder prepared', 'prepared graphs are not kept']);
  });

  test('written by several processes at once are whole', async () => {
    const [first, ...others] = await Promise.all([translate(), translate(), translate()]);
    for (const other of others) expect(other).toEqual(first);
    logged = [];
    expect(await translate()).toEqual(first);
    expect(logged).toEqual([]);
  });
});

test('settings that the graphs are made with decide, beside the decoder, which are used', async () => {
  const config = await readModelConfig(directory);
  const path = join(directory, 'onnx', 'decoder_model_merged_quantized.onnx');
  const kept = await cacheDirectoryFor(path, config);
  expect(await cacheDirectoryFor(path, { ...config })).toBe(kept);
  for (const setting of ['vocabularySize', 'decoderLayers', 'heads', 'headSize'] as const) {
    expect(await cacheDirectoryFor(path, { ...config, [setting]: config[setting] + 1 })).not.toBe(kept);
  }
});

test('a decoder of an unknown form runs as it is published, with a warning and the same words', async () => {
  const expected = await translate();
  const path = join(directory, 'onnx', 'decoder_model_merged_quantized.onnx');
  const decoder = decodeModel(await readFile(path));
  await writeFile(path, encodeModel({ ...decoder, graph: withDetours(decoder.graph) }));
  logged = [];
  expect(await translate()).toEqual(expected);
  expect(logged).toEqual(['the decoder cannot be prepared; it runs as published']);
});

/** The same arithmetic in another form: an Identity behind every whole-number product of every branch. */
function withDetours(graph: OnnxGraph): OnnxGraph {
  const node = graph.node.flatMap((each): readonly OnnxNode[] => {
    if (each.op_type === 'If') {
      const attribute = each.attribute.map((branch) => ({
        ...branch,
        g: branch.g ? withDetours(branch.g) : null,
      }));
      return [{ ...each, attribute }];
    }
    const [output = ''] = each.output;
    if (each.op_type !== 'MatMulInteger') return [each];
    const detour = {
      op_type: 'Identity',
      name: `${output}.detour`,
      attribute: [],
      input: [`${output}.whole`],
      output: [output],
    };
    return [{ ...each, output: [`${output}.whole`] }, detour];
  });
  return { ...graph, node };
}

async function flipByte(path: string): Promise<void> {
  const bytes = await readFile(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  await writeFile(path, bytes);
}
