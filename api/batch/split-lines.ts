import { appError } from '../../core/app-error.ts';

const lineFeed = 0x0a;

/** Lines of bytes without their ends, blank ones included. Rejects with BODY_TOO_LARGE when one is longer than `mostBytes`. */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  mostBytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, from)) {
      yield Buffer.concat([...held, chunk.subarray(from, end)]);
      held = [];
      heldBytes = 0;
      from = end + 1;
    }
    held.push(chunk.subarray(from));
    heldBytes += chunk.length - from;
    if (heldBytes > mostBytes)
      throw appError('BODY_TOO_LARGE', [mostBytes], { details: { most: mostBytes } });
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}
