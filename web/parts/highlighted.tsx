interface Range {
  readonly start: number;
  readonly end: number;
}

interface HighlightedProps {
  readonly text: string;
  /** Half-open, in order, in UTF-16 code units. */
  readonly ranges: readonly Range[];
  readonly className?: string;
  readonly title?: string;
}

/** `text` with parts of it marked. */
export function Highlighted({ text, ranges, className, title }: HighlightedProps) {
  const parts = ranges.flatMap(({ start, end }, index) => [
    text.slice(index === 0 ? 0 : ranges[index - 1]?.end, start),
    <mark key={start} className={className} title={title}>
      {text.slice(start, end)}
    </mark>,
  ]);
  return (
    <>
      {parts}
      {text.slice(ranges.at(-1)?.end ?? 0)}
    </>
  );
}
