import { MessageChannel } from 'node:worker_threads';

/**
 * Gives the memory of `arrays` back at once; whoever still holds one finds it empty.
 *
 * For what ONNX Runtime returns and was read: it allocates each output anew, some hundred kilobytes a step. Left to
 * the garbage collector that grows to tens of megabytes until the next collection, and makes V8 mark its whole heap on
 * other threads several times a second (docs/performance.md). Four arrays of 80 kB cost 6 µs so, and 50 when collected.
 *
 * What is transferred to a port that is closed goes nowhere.
 *
 * @see https://html.spec.whatwg.org/multipage/web-messaging.html#message-port-post-message-steps
 */
export function releaseMemory(arrays: Iterable<Float32Array<ArrayBuffer>>): void {
  closedPort.postMessage(
    undefined,
    Array.from(arrays, ({ buffer }) => buffer),
  );
}

const { port1: closedPort } = new MessageChannel();
closedPort.close();
