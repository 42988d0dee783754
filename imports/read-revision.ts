/** The revision a file was written from; null for anything that is none. */
export function readRevision(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null;
}
