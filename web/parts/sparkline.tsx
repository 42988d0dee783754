import './sparkline.css';

interface SparklineProps {
  /** Oldest first; null leaves a gap. */
  readonly values: readonly (number | null)[];
  /** What the line says, in words. */
  readonly label: string;
}

const width = 240;
const height = 48;
const linePx = 2;

/** The course of a number, from none to the highest seen, as a line. Time goes as the page is read. */
export function Sparkline({ values, label }: SparklineProps) {
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const stepPx = width / Math.max(1, values.length - 1);
  const points = values.map((value, index) =>
    value === null
      ? null
      : `${(index * stepPx).toFixed(1)} ${(height - linePx - (value / most) * (height - 2 * linePx)).toFixed(1)}`,
  );
  const path = points
    .map((point, index) =>
      point === null ? '' : `${(points[index - 1] ?? null) === null ? 'M' : 'L'}${point}`,
    )
    .join('');
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={path} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
