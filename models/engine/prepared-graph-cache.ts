import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { silentLogger, type Logger } from '../../core/logger.ts';
import { preparationVersion } from '../graph/prepare-decoder.ts';
import type { ModelConfig } from './model-config.ts';

/** The graphs of a prepared decoder, each as the path of a file or as its bytes. */
export interface KeptGraphs<Form extends string | Uint8Array = string | Uint8Array> {
  readonly source: Form;
  readonly step: Form;
  readonly singleStep: Form;
}

type GraphName = keyof KeptGraphs;

const manifestSchema = Type.Object({
  source: Type.String(),
  step: Type.String(),
  singleStep: Type.String(),
});

/**
 * The directory beside the decoder for what is made of it: `prepared/<content hash>`. The same bytes and settings, the
 * same place; anything else, or another way of preparing, another place.
 */
export async function cacheDirectoryFor(decoderPath: string, config: ModelConfig): Promise<string> {
  const directory = dirname(decoderPath);
  const stem = basename(decoderPath, '.onnx');
  // Weights may lie in a file of their own beside the graph (`….weights`, `….onnx_data`).
  const files = (await readdir(directory)).filter((file) => file.startsWith(stem)).sort();
  const hash = createHash('sha256');
  const { vocabularySize, decoderLayers, heads, headSize } = config;
  hash.update(JSON.stringify([preparationVersion, vocabularySize, decoderLayers, heads, headSize]));
  for (const file of files) await pipeline(createReadStream(join(directory, file)), hash, { end: false });
  return join(directory, 'prepared', hash.digest('hex').slice(0, 16));
}

/** The graphs kept in `directory`; undefined when there are none or a byte of them is not as it was written. */
export async function readCache(directory: string, log: Logger): Promise<KeptGraphs<string> | undefined> {
  const manifest = await readFile(join(directory, 'manifest.json'), 'utf8').catch(() => undefined);
  if (manifest === undefined) return undefined;
  const paths = pathsIn(directory);
  try {
    const expected = Value.Decode(manifestSchema, JSON.parse(manifest));
    const present = await forEachGraph(async (name) => (await digestOf(paths[name])) === expected[name]);
    if (Object.values(present).every(Boolean)) return paths;
  } catch (error) {
    log.warn({ directory, error: String(error) }, 'prepared graphs cannot be read; they are made anew');
    return undefined;
  }
  log.warn({ directory }, 'prepared graphs are damaged; they are made anew');
  return undefined;
}

/**
 * Keeps `graphs` in `directory` in one step: a reader finds them whole or not at all, however many processes write.
 * Resolves with their paths, or with the bytes as they are where the directory cannot be written to.
 */
export async function writeCache(
  directory: string,
  graphs: KeptGraphs<Uint8Array>,
  log: Logger,
): Promise<KeptGraphs> {
  const draft = `${directory}.${randomUUID()}`;
  try {
    await mkdir(draft, { recursive: true });
    const paths = pathsIn(draft);
    await forEachGraph((name) => writeFile(paths[name], graphs[name]));
    const manifest = await forEachGraph((name) => digest(graphs[name]));
    await writeFile(join(draft, 'manifest.json'), JSON.stringify(manifest));
    return await putInPlace(draft, directory);
  } catch (error) {
    log.info({ directory, error: String(error) }, 'prepared graphs are not kept');
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    return graphs;
  }
}

/** A whole one that another process put there meanwhile stays: that process is about to read it. */
async function putInPlace(draft: string, directory: string): Promise<KeptGraphs<string>> {
  // What is wrong with a damaged one was said when it was read first.
  const present = await readCache(directory, silentLogger);
  if (present !== undefined) {
    await rm(draft, { recursive: true, force: true });
    return present;
  }
  const damaged = `${directory}.${randomUUID()}`;
  await rename(directory, damaged).catch(() => undefined); // there is none, as a rule
  await rename(draft, directory);
  await rm(damaged, { recursive: true, force: true });
  return pathsIn(directory);
}

function pathsIn(directory: string): KeptGraphs<string> {
  const path = (name: string) => join(directory, `${name}.onnx`);
  return { source: path('source'), step: path('step'), singleStep: path('single-step') };
}

async function forEachGraph<Result>(
  work: (name: GraphName) => Result | Promise<Result>,
): Promise<Readonly<Record<GraphName, Result>>> {
  return {
    source: await work('source'),
    step: await work('step'),
    singleStep: await work('singleStep'),
  };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
