import { Zip, ZipDeflate } from 'fflate';

/** Files that grow side by side and become one zip. */
export interface ZipStream {
  /** Adds text to the end of a file, as UTF-8. */
  append(name: string, text: string): void;
  /** Ends every file and the zip. */
  finish(): void;
  /** The bytes of the zip that are ready since the last call. */
  take(): readonly Uint8Array[];
  /** Bytes of all files so far, before compression. */
  readonly bytes: number;
}

/**
 * What a zip without the Zip64 extension can surely hold: its sizes and offsets are 32-bit numbers. Deflate may make
 * what cannot be compressed slightly larger; that and the names need less than the rest.
 */
export const zipStreamBytes = 2 ** 32 - 2 ** 24;

/**
 * A zip of the files `names`, in that order, every one dated `modifiedAt` in UTC.
 *
 * The first file leaves as it grows. The others are held until those before them have ended, compressed: a zip has one
 * file after the other. The same texts give the same bytes, however they are cut into pieces.
 */
export function openZipStream(names: readonly string[], modifiedAt: Date): ZipStream {
  let ready: Uint8Array[] = [];
  let bytes = 0;
  const zip = new Zip((error, chunk) => {
    // fflate reports misuse this way; its declared type says there always is none.
    const failure = error as Error | null;
    if (failure !== null) throw failure;
    ready.push(chunk);
  });
  const files = new Map(names.map((name) => [name, new ZipDeflate(name)]));
  for (const file of files.values()) {
    file.mtime = asLocalTime(modifiedAt);
    zip.add(file);
  }
  const encoder = new TextEncoder();
  return {
    append(name, text) {
      const chunk = encoder.encode(text);
      bytes += chunk.length;
      files.get(name)?.push(chunk);
    },
    finish() {
      for (const file of files.values()) file.push(new Uint8Array(), true);
      zip.end();
    },
    take() {
      const taken = ready;
      ready = [];
      return taken;
    },
    get bytes() {
      return bytes;
    },
  };
}

/**
 * A date whose local clock shows what the clock in UTC shows at `date`. Zip has dates without a time zone, and fflate
 * writes the local one: the bytes would depend on the machine.
 */
export function asLocalTime(date: Date): Date {
  return new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
}
