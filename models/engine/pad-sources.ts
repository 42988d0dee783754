/** Token ids and attention mask of a batch, rows × `width`, row-major. */
export interface PaddedSources {
  readonly rows: number;
  readonly width: number;
  readonly ids: BigInt64Array<ArrayBuffer>;
  /** 1 where a row has a token, 0 where it is padded. */
  readonly mask: BigInt64Array<ArrayBuffer>;
}

/** Pads on the right to the longest row. */
export function padSources(sources: readonly (readonly number[])[], padId: number): PaddedSources {
  const rows = sources.length;
  const width = Math.max(0, ...sources.map((source) => source.length));
  const ids = new BigInt64Array(rows * width).fill(BigInt(padId));
  const mask = new BigInt64Array(rows * width);
  sources.forEach((source, row) => {
    source.forEach((id, column) => {
      ids[row * width + column] = BigInt(id);
      mask[row * width + column] = 1n;
    });
  });
  return { rows, width, ids, mask };
}
