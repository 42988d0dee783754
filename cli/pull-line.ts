import type { PullProgress } from '../core/model-shelf.ts';
import { describeBytes } from './describe-bytes.ts';
import { drawBar } from './progress-line.ts';

const eraseLine = '\r\u001B[2K';
const redrawAfterMs = 100;
const cells = 30;

export interface PullLine {
  readonly show: (progress: PullProgress) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** How far a pull is, on one line that redraws itself; anything but a terminal is told only when another process is waited for. */
export function openPullLine(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>,
  nowMs: () => number = () => performance.now(),
): PullLine {
  let drawnAtMs = -Infinity;
  let phase: PullProgress['phase'] | undefined;
  return {
    show: (progress) => {
      const isNew = progress.phase !== phase;
      phase = progress.phase;
      if (!stream.isTTY) {
        if (isNew && progress.phase === 'waiting') stream.write(`${describePull(progress)}\n`);
        return;
      }
      const isLast = progress.phase === 'fetching' && progress.fetchedBytes === progress.totalBytes;
      if (!isNew && !isLast && nowMs() - drawnAtMs < redrawAfterMs) return;
      drawnAtMs = nowMs();
      // A full line would wrap and could not be drawn again.
      stream.write(`${eraseLine}${describePull(progress).slice(0, (stream.columns || Infinity) - 1)}`);
    },
    end: () => {
      if (stream.isTTY && phase !== undefined) stream.write(eraseLine);
    },
  };
}

function describePull(progress: PullProgress): string {
  switch (progress.phase) {
    case 'waiting':
      return `Waiting for ${progress.holder}, which is fetching the same model …`;
    case 'verifying':
      return 'Verifying …';
    case 'fetching': {
      const { file, fetchedBytes, totalBytes } = progress;
      const bar = drawBar({ finished: fetchedBytes, total: totalBytes }, cells);
      return `${bar} ${describeBytes(fetchedBytes)} of ${describeBytes(totalBytes)} · ${file}`;
    }
  }
}
