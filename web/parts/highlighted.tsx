interface Range {
  readonly start: number;
  readonly end: number;
}

/** `text` with what was found in it marked; ranges are half-open, in order, in UTF-16 code units. */
export function Highlighted({ text, ranges }: { readonly text: string; readonly ranges: readonly Range[] }) {
  const parts = ranges.flatMap(({ start, end }, index) => [
    text.slice(index === 0 ? 0 : ranges[index - 1]?.end, start),
    <mark key={start}>{text.slice(start, end)}</mark>,
  ]);
  return (
    <>
      {parts}
      {text.slice(ranges.at(-1)?.end ?? 0)}
    </>
  );
}
