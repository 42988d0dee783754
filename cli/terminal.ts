import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/**
 * Where a command speaks. Results go to standard output and nothing else does, so that a pipe carries only results;
 * whoever waits is told on standard error.
 *
 * Colour only where the stream is a terminal that shows it (`NO_COLOR` and `FORCE_COLOR` are honoured).
 */
export interface Terminal {
  /** One line of the result. */
  print(line: string): void;
  /** One line for the person who waits. */
  note(line: string): void;
  /** `text` as a result in `style`. */
  style(style: Style, text: string): string;
  /** Where progress is drawn. */
  readonly progress: NodeJS.WriteStream;
  /** Width of a line of results. */
  readonly columns: number;
}

const columnsWithoutTerminal = 120;

/** The terminal of this process. */
export function openTerminal(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Terminal {
  const shows = canShowColour(stdout);
  return {
    print: (line) => void stdout.write(`${line}\n`),
    note: (line) => void stderr.write(`${line}\n`),
    style: (style, text) => (shows ? styleText(style, text, { validateStream: false }) : text),
    progress: stderr,
    columns: stdout.columns || columnsWithoutTerminal,
  };
}

/** @see https://no-color.org and https://force-color.org: set and not empty is what counts. */
function canShowColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR: never = '', FORCE_COLOR: always = '' } = process.env;
  if (never !== '') return false;
  if (always !== '' && always !== '0') return true;
  return stream.isTTY && stream.hasColors();
}
