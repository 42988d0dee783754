import stringWidth from 'string-width';

export interface SidePair {
  readonly source: string;
  readonly target: string;
}

export interface SideBySideOptions {
  /** Terminal columns for the whole line. */
  readonly columns: number;
}

const separator = ' │ ';
const shortestColumn = 20;
/** Unicode UAX #9: the Arabic stays together and right-to-left whatever stands beside it. */
const rightToLeftIsolate = '\u2067';
const popIsolate = '\u2069';

/**
 * Target on the left, source on the right, sentence beside sentence, both wrapped at words.
 * Lines are as wide as a terminal shows them (combining marks take no room), the Arabic flush right.
 */
export function layOutSideBySide(pairs: readonly SidePair[], { columns }: SideBySideOptions): string {
  const width = Math.max(shortestColumn, Math.floor((columns - separator.length) / 2));
  return pairs.flatMap((pair) => layOutPair(pair, width)).join('\n');
}

function layOutPair({ source, target }: SidePair, width: number): readonly string[] {
  const left = wrapWords(target, width);
  const right = wrapWords(source, width);
  const lines = Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const english = left[row] ?? '';
    const arabic = right[row] ?? '';
    const indent = ' '.repeat(Math.max(0, width - stringWidth(arabic)));
    return `${english}${' '.repeat(Math.max(0, width - stringWidth(english)))}${separator}${indent}${isolate(arabic)}`;
  });
  return [...lines, `${' '.repeat(width)}${separator.trimEnd()}`];
}

function isolate(text: string): string {
  return text === '' ? '' : `${rightToLeftIsolate}${text}${popIsolate}`;
}

/** Breaks at white space; a word wider than the column keeps its own line. */
function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
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
