/** Bytes after which a piece is handed on; large enough that system calls do not count, small beside the heap. */
const pieceBytes = 64 * 1024;

/**
 * The same bytes in fewer pieces, so that a row is not a write of its own.
 * Holds back at most one piece; an error among the first rows is therefore met before any byte has gone out.
 */
export async function* gatherChunks(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(chunk, 'utf8')
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    held.push(bytes);
    heldBytes += bytes.length;
    if (heldBytes < pieceBytes) continue;
    yield Buffer.concat(held, heldBytes);
    held = [];
    heldBytes = 0;
  }
  if (heldBytes > 0) yield Buffer.concat(held, heldBytes);
}
