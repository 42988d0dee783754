import { parentPort, workerData } from 'node:worker_threads';
import type { Logger } from '../../core/logger.ts';
import { loadEngine, type Engine } from '../engine/engine.ts';
import { translateSegment } from '../engine/translate-segment.ts';
import { packError } from './portable-error.ts';
import type { FromEngine, LogLevel, ThreadSettings, ToEngine } from './thread-protocol.ts';

/*
 * The entry of the thread that computes. ONNX Runtime blocks the JavaScript thread it runs on; here that is this one,
 * so the process's own event loop keeps renewing locks and answering. See thread-protocol.ts for the conversation.
 */

if (parentPort === null) throw new Error('engine-thread.ts is the entry of a worker thread');
const port = parentPort;
const running = new Map<number, AbortController>();

type TranslateOrder = Extract<ToEngine, { readonly kind: 'translate' }>;

function tell(message: FromEngine): void {
  port.postMessage(message);
}

function logAt(level: LogLevel): Logger[LogLevel] {
  return (fields, message) => {
    tell({ kind: 'log', level, fields, message });
  };
}

const log: Logger = {
  debug: logAt('debug'),
  info: logAt('info'),
  warn: logAt('warn'),
  error: logAt('error'),
};

async function translate(engine: Engine, { id, segments, isUrgent }: TranslateOrder): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const translations = await Promise.all(
      segments.map((segment) => translateSegment(engine, segment, { signal: controller.signal, isUrgent })),
    );
    tell({ kind: 'translated', id, translations });
  } catch (error) {
    const aborted = controller.signal.aborted;
    controller.abort(); // the other sentences of this call need no translation any longer
    tell(aborted ? { kind: 'abandoned', id } : { kind: 'failed', id, error: packError(error) });
  } finally {
    running.delete(id);
  }
}

async function close(engine: Engine): Promise<void> {
  for (const controller of running.values()) controller.abort();
  await engine.close();
  port.close();
}

function converse(engine: Engine): void {
  port.on('message', (message: ToEngine) => {
    if (message.kind === 'translate')
      void translate(engine, message); // answers, never rejects
    else if (message.kind === 'abandon') running.get(message.id)?.abort();
    else void close(engine);
  });
  tell({ kind: 'ready' });
}

try {
  // Only open-translator.ts starts this thread, with exactly these settings.
  converse(await loadEngine({ ...(workerData as ThreadSettings), log }));
} catch (error) {
  tell({ kind: 'unusable', error: packError(error) });
}
