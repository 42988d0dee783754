import stringWidth from 'string-width';
import { isolateArabic, withoutControls } from './isolate-text.ts';

export interface SidePair {
  readonly source: string;
  readonly target: string;
  /** Stands below the pair, over the whole width. */
  readonly note?: string;
}

export interface SideBySideOptions {
  /** Terminal columns for the whole line. */
  readonly columns: number;
  /** Colours a line of a note, if anything does. */
  readonly styleNote?: (line: string) => string;
}

const separator = ' │ ';
const shortestColumn = 20;

/**
 * Target on the left, source on the right, sentence beside sentence, both wrapped at words.
 * Lines are as wide as a terminal shows them (combining marks take no room), the Arabic flush right.
 */
export function layOutSideBySide(pairs: readonly SidePair[], options: SideBySideOptions): string {
  const { columns, styleNote = asItIs } = options;
  const width = Math.max(shortestColumn, Math.floor((columns - separator.length) / 2));
  return pairs
    .flatMap(({ note, ...pair }) => {
      const notes = note === undefined ? [] : wrapWords(note, columns).map(styleNote);
      return [...layOutPair(pair, width), ...notes, `${' '.repeat(width)}${separator.trimEnd()}`];
    })
    .join('\n');
}

const asItIs = (line: string): string => line;

function layOutPair({ source, target }: Omit<SidePair, 'note'>, width: number): readonly string[] {
  const left = wrapWords(target, width);
  const right = wrapWords(source, width);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const english = left[row] ?? '';
    const arabic = right[row] ?? '';
    const indent = ' '.repeat(Math.max(0, width - stringWidth(arabic)));
    return `${english}${' '.repeat(Math.max(0, width - stringWidth(english)))}${separator}${indent}${isolateArabic(arabic)}`;
  });
}

/** Breaks at white space; a word wider than the column keeps its own line. */
function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of withoutControls(text)
    .split(/\s+/u)
    .filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stringWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}
