import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { appError } from '../core/app-error.ts';
import { compiledEntry } from '../core/compiled-entry.ts';
import type { Logger } from '../core/logger.ts';
import type { ModelIdentity } from '../core/segment.ts';
import { forbidTelemetry } from './forbid-telemetry.ts';
import { EngineClient } from './thread/engine-client.ts';
import { unpackError } from './thread/portable-error.ts';
import type { FromEngine, ThreadSettings } from './thread/thread-protocol.ts';
import type { Translator } from './translator.ts';

export interface OpenTranslatorOptions {
  readonly modelDirectory: string;
  readonly identity: ModelIdentity;
  /** Threads that compute one batch. One more, mostly idle, is the caller's own. */
  readonly threads: number;
  readonly log: Logger;
  /** Most padded source tokens of a batch; default 2,048. More is faster up to a point and takes more memory. */
  readonly maxBatchTokens?: number;
}

/** Measured best on 2 cores with sentences of 30 tokens; see docs/performance.md. */
const defaults = { maxBatchTokens: 2048, maxRows: 32 } as const;

/**
 * Loads the model in a thread of its own and opens it for translation.
 *
 * Resolves when the model is ready. Rejects with MODEL_FILE_INVALID when a file cannot be used, naming it, and with
 * TRANSLATION_FAILED when the thread dies while loading. The thread that calls is never blocked by inference.
 */
export async function openTranslator(options: OpenTranslatorOptions): Promise<Translator> {
  const settings: ThreadSettings = {
    modelDirectory: options.modelDirectory,
    threads: options.threads,
    limits: { maxTokens: options.maxBatchTokens ?? defaults.maxBatchTokens, maxRows: defaults.maxRows },
  };
  forbidTelemetry();
  const worker = new Worker(compiledEntry('models/thread/engine-thread.js'), {
    workerData: settings,
    name: 'engine',
  });
  const client = new EngineClient(worker, options);
  await ready(worker);
  return client;
}

/** Resolves with the thread's `ready`; rejects with what made the model unusable, or when the thread dies first. */
async function ready(worker: Worker): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  try {
    await Promise.race([firstWord(worker, signal), deathOf(worker, signal)]);
  } finally {
    settled.abort();
  }
}

async function firstWord(worker: Worker, signal: AbortSignal): Promise<void> {
  for (;;) {
    const [message] = (await once(worker, 'message', { signal })) as [FromEngine]; // the thread says nothing else
    if (message.kind === 'ready') return;
    if (message.kind === 'unusable') throw unpackError(message.error);
  }
}

async function deathOf(worker: Worker, signal: AbortSignal): Promise<never> {
  const [code] = (await once(worker, 'exit', { signal })) as [number];
  throw appError('TRANSLATION_FAILED', [], { details: { exitCode: code } });
}
