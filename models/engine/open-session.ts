import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';
import { appError } from '../../core/app-error.ts';

/**
 * Opens the ONNX graph in `path` with `threads` threads.
 *
 * Rejects with MODEL_FILE_INVALID naming the file when it is missing, cut short or not a graph, or when one of
 * `inputs` and `outputs` is not among its own.
 */
export async function openSession(
  path: string,
  options: {
    readonly threads: number;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
  },
): Promise<InferenceSession> {
  const file = join(basename(dirname(path)), basename(path));
  const invalid = (expected: string, cause?: unknown) =>
    appError('MODEL_FILE_INVALID', [file, expected], { details: { path }, cause });
  await stat(path).catch((cause: unknown) => {
    throw invalid('an ONNX graph, but there is no such file', cause);
  });
  const session = await InferenceSession.create(path, sessionOptions(options.threads)).catch(
    (cause: unknown) => {
      throw invalid('a whole ONNX graph that ONNX Runtime can open', cause);
    },
  );
  const missing = [
    ...options.inputs.filter((name) => !session.inputNames.includes(name)),
    ...options.outputs.filter((name) => !session.outputNames.includes(name)),
  ];
  if (missing.length === 0) return session;
  await session.release();
  throw invalid(`a graph of the Marian layout with inputs and outputs ${missing.join(', ')}`);
}

/**
 * One batch at a time, computed by `threads` threads; ONNX Runtime tells of errors only, through rejections.
 *
 * Threads sleep until there is work. By default they spin, those of each of a model's graphs on their own, and take the
 * cores from the thread that computes and from every other process: on 2 cores a batch took 1.7 times as long.
 */
export function sessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 4,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}
