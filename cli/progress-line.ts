import { describeDuration } from './describe-duration.ts';

export interface Progress {
  /** Finished paragraphs, done or failed. */
  readonly finished: number;
  readonly total: number;
  /** Absent while nobody knows. */
  readonly paragraphsPerMinute?: number;
  readonly secondsLeft?: number;
}

const widestBar = 30;
const narrowestBar = 5;
const eraseLine = '\r\u001B[2K';

export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  /** Leaves the last state standing. */
  readonly end: () => void;
}

/**
 * One line that redraws itself on a terminal; elsewhere one line whenever a paragraph has been finished, so that logs
 * stay readable.
 */
export function openProgressLine(stream: NodeJS.WriteStream): ProgressLine {
  let last = '';
  return {
    show: (progress) => {
      const counts = describeCounts(progress);
      const text = stream.isTTY ? drawProgress(progress, stream.columns || Infinity) : counts;
      const key = stream.isTTY ? text : counts;
      if (key === last) return;
      last = key;
      stream.write(stream.isTTY ? `${eraseLine}${text}` : `${text}\n`);
    },
    end: () => {
      if (stream.isTTY && last !== '') stream.write('\n');
      last = '';
    },
  };
}

/** Bar, counts, speed and time left in less than `columns`: a full line would wrap and could not be drawn again. */
export function drawProgress(progress: Progress, columns: number): string {
  const words = [describeCounts(progress), ...describeSpeed(progress)].join(' · ');
  const cells = Math.min(widestBar, columns - words.length - 2);
  return cells < narrowestBar ? words.slice(0, columns - 1) : `${drawBar(progress, cells)} ${words}`;
}

/** `cells` characters, filled by the share that is finished. */
export function drawBar({ finished, total }: Pick<Progress, 'finished' | 'total'>, cells: number): string {
  const filled = total === 0 ? 0 : Math.round((finished / total) * cells);
  return '█'.repeat(filled) + '░'.repeat(cells - filled);
}

function describeCounts({ finished, total }: Progress): string {
  return `${finished} of ${total} paragraphs`;
}

function describeSpeed({ paragraphsPerMinute, secondsLeft }: Progress): readonly string[] {
  const speed =
    paragraphsPerMinute === undefined
      ? []
      : [`${paragraphsPerMinute.toFixed(paragraphsPerMinute < 10 ? 1 : 0)} a minute`];
  const left = secondsLeft === undefined ? [] : [`${describeDuration(secondsLeft)} left`];
  return [...speed, ...left];
}
