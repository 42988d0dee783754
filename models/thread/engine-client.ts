import { setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { appError, type AppError } from '../../core/app-error.ts';
import type { GlossaryTerm } from '../../core/glossary.ts';
import type { Logger } from '../../core/logger.ts';
import type { ModelIdentity } from '../../core/segment.ts';
import type { SegmentWithTerms } from '../engine/translate-segment.ts';
import type { TranslateOptions, Translation, Translator } from '../translator.ts';
import { unpackError } from './portable-error.ts';
import type { FromEngine, ToEngine } from './thread-protocol.ts';

interface Call {
  readonly resolve: (translations: readonly Translation[]) => void;
  readonly reject: (reason: unknown) => void;
}

export interface EngineClientOptions {
  readonly identity: ModelIdentity;
  readonly log: Logger;
}

/** A thread that was asked to close and has not after so long is ended. A decoding step takes well under a second. */
const closeGraceMs = 5_000;

/**
 * The caller's side of the conversation with the engine's thread.
 *
 *   open ──close()──► closing ──exit──► closed
 *     └──────exit or error──────────────► dead (`broken` resolves; every call rejects with TRANSLATION_FAILED)
 */
export class EngineClient implements Translator {
  readonly model: ModelIdentity;
  readonly broken: Promise<unknown>;
  readonly #worker: Worker;
  readonly #log: Logger;
  readonly #calls = new Map<number, Call>();
  readonly #exited: Promise<unknown>;
  #lastId = 0;
  #state: 'open' | 'closing' | 'closed' | 'dead' = 'open';
  #death: unknown;
  #reportBroken: (reason: unknown) => void = () => undefined;

  constructor(worker: Worker, options: EngineClientOptions) {
    this.model = options.identity;
    this.#worker = worker;
    this.#log = options.log;
    this.broken = new Promise((resolve) => {
      this.#reportBroken = resolve;
    });
    this.#exited = new Promise((resolve) => worker.once('exit', resolve));
    worker.on('message', (message: FromEngine) => {
      this.#hear(message);
    });
    worker.on('error', (error) => {
      this.#death = error;
    });
    worker.on('exit', (exitCode) => {
      this.#end(exitCode);
    });
  }

  async translate(
    segments: readonly string[],
    { signal, terms = [], isUrgent = false }: TranslateOptions,
  ): Promise<readonly Translation[]> {
    signal.throwIfAborted();
    if (this.#state !== 'open') throw this.#failure();
    if (segments.length === 0) return [];
    const id = ++this.#lastId;
    const abandon = () => {
      this.#tell({ kind: 'abandon', id });
      this.#take(id)?.reject(signal.reason);
    };
    signal.addEventListener('abort', abandon, { once: true });
    try {
      return await new Promise<readonly Translation[]>((resolve, reject) => {
        this.#calls.set(id, { resolve, reject });
        this.#tell({ kind: 'translate', id, segments: withTerms(segments, terms), isUrgent });
      });
    } finally {
      signal.removeEventListener('abort', abandon);
    }
  }

  /** Gives the model back. Calls in work reject with TRANSLATION_FAILED. */
  async close(): Promise<void> {
    if (this.#state === 'open') {
      this.#state = 'closing';
      this.#tell({ kind: 'close' });
    }
    const timeout = new AbortController();
    const late = setTimeout(closeGraceMs, 'late', { signal: timeout.signal }).catch(() => 'in time');
    const outcome = await Promise.race([this.#exited.then(() => 'in time'), late]);
    timeout.abort();
    if (outcome === 'late') await this.#worker.terminate();
  }

  #hear(message: FromEngine): void {
    switch (message.kind) {
      case 'translated':
        this.#take(message.id)?.resolve(message.translations);
        break;
      case 'failed': {
        const cause = unpackError(message.error);
        this.#log.error({ error: cause.message, stack: cause.stack }, 'the engine failed on a batch');
        this.#take(message.id)?.reject(this.#failure(cause));
        break;
      }
      case 'abandoned':
        this.#take(message.id)?.reject(this.#failure());
        break;
      case 'log':
        this.#log[message.level](message.fields, message.message);
        break;
      case 'unusable':
        this.#state = 'closing'; // the thread ends by itself, and open-translator.ts tells why
        break;
      case 'ready':
        break; // open-translator.ts waits for it
    }
  }

  #end(exitCode: number): void {
    const wasWanted = this.#state === 'closing';
    this.#state = wasWanted ? 'closed' : 'dead';
    const failure = this.#failure(this.#death);
    for (const id of [...this.#calls.keys()]) this.#take(id)?.reject(failure);
    if (wasWanted) return;
    this.#log.error({ exitCode, error: String(this.#death) }, 'the engine thread ended unexpectedly');
    this.#reportBroken(failure);
  }

  #take(id: number): Call | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    return call;
  }

  #tell(message: ToEngine): void {
    this.#worker.postMessage(message);
  }

  #failure(cause?: unknown): AppError {
    return appError('TRANSLATION_FAILED', [], { cause, details: { state: this.#state } });
  }
}

function withTerms(
  segments: readonly string[],
  terms: readonly (readonly GlossaryTerm[])[],
): readonly SegmentWithTerms[] {
  return segments.map((text, place) => ({ text, terms: terms[place] ?? [] }));
}
