import { parentPort } from 'node:worker_threads';
import { AppError } from '../../core/app-error.ts';
import { extractArticle } from '../extract-article.ts';
import type { FromReader, ToReader } from './extract-protocol.ts';

/* The thread that reads files. It is ended from outside when a file takes too long or too much. */

const port = parentPort;
if (port === null) throw new Error('this file runs as a thread');

port.on('message', (file: ToReader) => {
  void answer(file).then((message) => {
    port.postMessage(message);
  });
});

async function answer(file: ToReader): Promise<FromReader> {
  try {
    return { kind: 'extracted', article: await extractArticle(file) };
  } catch (error) {
    if (error instanceof AppError) {
      const { code, message, details } = error;
      return { kind: 'refused', code, message, details };
    }
    // A tree deeper than the stack, for instance. The name alone: messages may quote the file.
    const name = error instanceof Error ? error.name : 'unknown';
    return { kind: 'refused', code: null, message: name, details: {} };
  }
}
