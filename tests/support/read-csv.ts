/** Records of an RFC 4180 file whose lines end with CR LF, cells unquoted. Throws where the file breaks its rules. */
export function readCsv(file: string): readonly (readonly string[])[] {
  const records: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/uy;
  while (cell.lastIndex < file.length) {
    const at = cell.lastIndex;
    const match = cell.exec(file);
    if (match === null) throw new Error(`no cell at character ${String(at)}`);
    const [, quoted, bare, end] = match;
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === '\r\n') records.push([]);
  }
  records.pop();
  return records;
}
