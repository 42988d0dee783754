const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `640 bytes`, `12 MB`, `1.4 GB`: powers of 1,000, two digits at least. */
export function describeBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toFixed(power > 0 && value < 10 ? 1 : 0)} ${units[power] ?? 'bytes'}`;
}
