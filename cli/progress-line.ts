export interface Progress {
  readonly done: number;
  readonly total: number;
}

const barCells = 30;
const eraseLine = '\r\u001B[2K';

export interface ProgressLine {
  show(progress: Progress): void;
  /** Leaves the last state standing. */
  end(): void;
}

/** One line that redraws itself on a terminal; elsewhere one line per change, so that logs stay readable. */
export function openProgressLine(stream: NodeJS.WriteStream): ProgressLine {
  let last = '';
  return {
    show: (progress) => {
      const text = describe(progress);
      if (text === last) return;
      last = text;
      stream.write(stream.isTTY ? `${eraseLine}${text}` : `${text}\n`);
    },
    end: () => {
      if (stream.isTTY && last !== '') stream.write('\n');
    },
  };
}

function describe({ done, total }: Progress): string {
  const filled = total === 0 ? 0 : Math.round((done / total) * barCells);
  return `${'█'.repeat(filled)}${'░'.repeat(barCells - filled)} ${done} of ${total} paragraphs`;
}
