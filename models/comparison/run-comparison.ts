import { fork, type ChildProcess } from 'node:child_process';
import { on } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AppError, appError } from '../../core/app-error.ts';
import { compiledEntry } from '../../core/compiled-entry.ts';
import type { Logger } from '../../core/logger.ts';
import type { ComparisonStep } from '../../core/model-comparison.ts';
import { unpackError } from '../thread/portable-error.ts';
import type { PortableError } from '../thread/thread-protocol.ts';
import type { ComparisonMessage, ComparisonOrder } from './comparison-message.ts';

export interface RunningComparison {
  readonly steps: AsyncIterable<ComparisonStep>;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
}

export interface RunComparisonOptions {
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Without a word for so long, the process is given up: a large model is loaded in 20 seconds, a long sentence takes ten. */
  readonly silentMs: number;
}

/**
 * Starts the process, and kills it when `signal` aborts or it has been silent for too long. Steps that nobody reads are kept; a
 * sentence has some hundred bytes.
 */
export function runComparison(
  order: ComparisonOrder,
  { signal, log, silentMs }: RunComparisonOptions,
): RunningComparison {
  // What the engine prints may be about the text: nobody hears it.
  const child = fork(fileURLToPath(compiledEntry('models/comparison/main.js')), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  const kill = (): void => void child.kill('SIGKILL');
  const silence = setTimeout(kill, silentMs);
  const ended = endOf(child).then(() => {
    clearTimeout(silence);
    signal.removeEventListener('abort', kill);
    log.info({ childPid: child.pid, exitCode: child.exitCode }, 'comparison ended');
  });
  if (signal.aborted) kill();
  else signal.addEventListener('abort', kill, { once: true });
  // Closed by `disconnect`, not by `exit`: that comes after the last message.
  const messages = on(child, 'message', { close: ['disconnect'] });
  child.on('message', () => silence.refresh());
  child.send(order, () => undefined); // a process that is gone already is told of by its end
  log.info({ childPid: child.pid, sentences: order.sentences.length }, 'comparison started');
  return { steps: stepsFrom(messages, { ended, kill, signal, log }), ended };
}

interface Reading extends Pick<RunComparisonOptions, 'signal' | 'log'> {
  readonly ended: Promise<void>;
  readonly kill: () => void;
}

async function* stepsFrom(
  messages: AsyncIterable<unknown>,
  { ended, kill, signal, log }: Reading,
): AsyncGenerator<ComparisonStep, void, undefined> {
  try {
    for await (const [message] of messages as AsyncIterable<[ComparisonMessage]>) {
      if (message.kind === 'failed') throw failureOf(message.error);
      if (message.kind === 'done') {
        // So that the next comparison finds room.
        await ended;
        return;
      }
      yield message;
    }
    throw appError('COMPARISON_FAILED', []);
  } catch (error) {
    const failure = error instanceof AppError ? error : appError('COMPARISON_FAILED', [], { cause: error });
    if (!signal.aborted) log.warn({ code: failure.code, err: failure.cause ?? failure }, 'comparison failed');
    throw failure;
  } finally {
    kill();
  }
}

/** Files that cannot be used are said by name; that the engine broke is said in the words of a paragraph. */
function failureOf(error: PortableError): AppError {
  const cause = unpackError(error);
  if (cause instanceof AppError && cause.code !== 'TRANSLATION_FAILED') return cause;
  return appError('COMPARISON_FAILED', [], { cause });
}

/** Also of a process that could not be started at all. */
function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.on('error', () => {
      if (child.pid === undefined) resolve();
    });
  });
}
