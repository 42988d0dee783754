/** Bytes after which a piece is handed on; large enough that system calls do not count, small beside the heap. */
const pieceBytes = 64 * 1024;

/**
 * The same bytes in fewer pieces, so that a row is not a write of its own.
 * Holds back at most one piece; an error among the first rows is therefore met before any byte has gone out.
 */
export async function* gatherChunks(chunks: AsyncIterable<string | Uint8Array>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  // Text is encoded by the piece: a buffer for every row is what a large download would mostly leave behind.
  let text = '';
  const hold = (bytes: Buffer): void => {
    held.push(bytes);
    heldBytes += bytes.length;
  };
  const take = (): Buffer => {
    if (text !== '') hold(Buffer.from(text, 'utf8'));
    const piece = Buffer.concat(held, heldBytes);
    text = '';
    held = [];
    heldBytes = 0;
    return piece;
  };
  for await (const chunk of chunks) {
    if (typeof chunk === 'string') {
      text += chunk;
    } else {
      if (text !== '') hold(Buffer.from(text, 'utf8'));
      text = '';
      hold(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    }
    if (heldBytes + text.length >= pieceBytes) yield take();
  }
  if (heldBytes + text.length > 0) yield take();
}
