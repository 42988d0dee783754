const meanings: Readonly<Record<string, string>> = { '\\': '\\', t: '\t', n: '\n', r: '\r' };

/** What `exports/tsv-cell.ts` wrote into a cell. A backslash before anything else stands for itself. */
export function readTsvCell(cell: string): string {
  return cell
    .replace(/^'/, '')
    .replace(/\\([\\tnr])/g, (_escape, letter: string) => meanings[letter] ?? letter);
}
