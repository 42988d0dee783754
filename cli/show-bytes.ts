import { describeBytes } from './describe-bytes.ts';

const eraseLine = '\r\u001B[2K';
/** Ten times a second looks steady, and costs nothing beside the download. */
const redrawAfterMs = 100;

/**
 * The same body; while it is read, a terminal shows how much of it has come. The size is not known before the end, so
 * there is no bar. The line is gone at the end, however it ends; anything but a terminal is told nothing.
 */
export function showBytes(
  body: ReadableStream<Uint8Array>,
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
): ReadableStream<Uint8Array> {
  if (!stream.isTTY) return body;
  const reader = body.getReader();
  let bytes = 0;
  let drawnAtMs = -Infinity;
  const draw = (): void => {
    if (performance.now() - drawnAtMs < redrawAfterMs) return;
    stream.write(`${eraseLine}${describeBytes(bytes)}`);
    drawnAtMs = performance.now();
  };
  const erase = (): void => void stream.write(eraseLine);
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await reader.read().catch((error: unknown) => {
        erase();
        throw error;
      });
      if (done) {
        erase();
        controller.close();
        return;
      }
      bytes += value.length;
      draw();
      controller.enqueue(value);
    },
    cancel: async (reason) => {
      erase();
      await reader.cancel(reason);
    },
  });
}
