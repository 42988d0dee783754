import { sliceSeconds } from '../../core/work-slices.ts';
import type { WorkSlice } from '../../store/work-store.ts';
import type { QueueResource } from './queue-resource.ts';

type Throughput = QueueResource['throughput'];
type Series = Throughput['series'];

/** What a chart shows. */
export const seriesSeconds = 600;

/** Over which the speed of now is taken. */
const speedSeconds = 60;

const sliceMs = sliceSeconds * 1_000;

/** Every slice of the last ten minutes, the one that is not over yet last; those in which nothing was done are zeros. */
export function seriesOf(slices: readonly WorkSlice[], now: Date): Series {
  const lastMs = Math.floor(now.getTime() / sliceMs) * sliceMs;
  const length = seriesSeconds / sliceSeconds;
  return Array.from({ length }, (_, index) => {
    const atMs = lastMs - (length - 1 - index) * sliceMs;
    const then = slices.filter(({ at }) => at.getTime() === atMs);
    const sumOf = (what: 'sentences' | 'remembered' | 'tokens'): number =>
      then.reduce((sum, slice) => sum + slice[what], 0);
    return {
      at: new Date(atMs).toISOString(),
      sentences: sumOf('sentences'),
      remembered: sumOf('remembered'),
      tokens: sumOf('tokens'),
    };
  });
}

/** With the speed over the last whole minute of the series. */
export function throughputOf(series: Series): Throughput {
  // The slice that is not over would make the speed look lower than it is.
  const minute = series.slice(-1 - speedSeconds / sliceSeconds, -1);
  const perSecond = (sum: number): number => Math.round((sum / speedSeconds) * 100) / 100;
  return {
    sentencesPerSecond: perSecond(minute.reduce((sum, slice) => sum + slice.sentences + slice.remembered, 0)),
    tokensPerSecond: perSecond(minute.reduce((sum, slice) => sum + slice.tokens, 0)),
    sliceSeconds,
    series,
  };
}
