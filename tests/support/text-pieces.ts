/** Bytes as a network might bring them: in pieces of `size`, so that characters are cut in two. */
// eslint-disable-next-line @typescript-eslint/require-await -- an asynchronous stream of what is at hand
export async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
