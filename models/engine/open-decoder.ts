import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import type { Logger } from '../../core/logger.ts';
import { inlineWeights } from '../graph/inline-weights.ts';
import { decodeModel, encodeModel } from '../graph/onnx-model.ts';
import { prepareDecoder } from '../graph/prepare-decoder.ts';
import type { Decoder } from './decoder.ts';
import type { ModelConfig } from './model-config.ts';
import type { ModelFiles } from './model-files.ts';
import { openSession, sessionOptions } from './open-session.ts';
import { cacheDirectoryFor, readCache, writeCache, type KeptGraphs } from './prepared-graph-cache.ts';
import { preparedDecoder } from './prepared-decoder.ts';
import { openStandardDecoder } from './standard-decoder.ts';

/**
 * Opens the model's graphs, prepared for speed (see graph/prepare-decoder.ts) and kept beside the model; a decoder that
 * cannot be prepared is used as it is published, with a warning.
 */
export async function openDecoder(
  files: ModelFiles,
  config: ModelConfig,
  { threads, log }: { readonly threads: number; readonly log: Logger },
): Promise<Decoder> {
  const graphs = await preparedGraphs(files, config, log).catch((error: unknown) => {
    log.warn(
      { decoder: files.decoder, error: String(error) },
      'the decoder cannot be prepared; it runs as published',
    );
    return undefined;
  });
  // The standard loader also says precisely what is wrong with a broken file.
  if (graphs === undefined) return openStandardDecoder(files, config, threads);
  const encoder = await openSession(join(files.directory, files.encoder), {
    threads,
    inputs: ['input_ids', 'attention_mask'],
    outputs: ['last_hidden_state'],
  });
  const source = await openGraph(graphs.source, threads);
  const step = await openGraph(graphs.step, threads);
  const singleStep = await openGraph(graphs.singleStep, threads);
  return preparedDecoder({ encoder, source, step, singleStep }, config);
}

async function preparedGraphs(files: ModelFiles, config: ModelConfig, log: Logger): Promise<KeptGraphs> {
  const path = join(files.directory, files.decoder);
  const directory = await cacheDirectoryFor(path, config);
  const kept = await readCache(directory, log);
  if (kept !== undefined) return kept;
  const begun = performance.now();
  const decoder = await inlineWeights(decodeModel(await readFile(path)), dirname(path));
  const prepared = prepareDecoder(decoder, config);
  const graphs = {
    source: encodeModel(prepared.source),
    step: encodeModel(prepared.step),
    singleStep: encodeModel(prepared.singleStep),
  };
  log.info(
    { durationMs: Math.round(performance.now() - begun), bytes: graphs.step.length },
    'decoder prepared',
  );
  return writeCache(directory, graphs, log);
}

function openGraph(graph: string | Uint8Array, threads: number): Promise<InferenceSession> {
  const options = sessionOptions(threads);
  return typeof graph === 'string'
    ? InferenceSession.create(graph, options)
    : InferenceSession.create(graph, options);
}
