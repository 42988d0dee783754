import { create } from 'content-disposition';
import type { ExportSelection } from '../../store/export-store.ts';
import { safeFileName } from './safe-file-name.ts';

/**
 * The Content-Disposition of a download of many documents: which collection, of which days, which of their rows, in which
 * format. The name of the collection as it is for clients that read RFC 8187; `muwazi-articles` for the others.
 *
 * @param today the last day of a span that has no end
 * @see RFC 6266
 */
export function selectionContentDisposition(
  selection: ExportSelection,
  extension: string,
  today: Date,
): string {
  const rest = [daysOf(selection, today), ...choicesOf(selection)].join(' ');
  const plain = `muwazi-articles ${rest}.${extension}`;
  const collection = safeFileName(selection.collection ?? '');
  return create(collection === '' ? plain : `${collection} ${rest}.${extension}`, { fallback: plain });
}

/** One day, or the first and the last. */
function daysOf({ createdFrom, createdBefore }: ExportSelection, today: Date): string {
  const last = createdBefore === undefined ? today : new Date(createdBefore.getTime() - 1);
  const days = [...(createdFrom === undefined ? [] : [createdFrom]), last].map((date) =>
    date.toISOString().slice(0, 10),
  );
  return [...new Set(days)].join(' to ');
}

function choicesOf({ status, flag, minConfidence }: ExportSelection): readonly string[] {
  return [
    ...(status === 'done' ? [] : [status]),
    ...(flag === undefined ? [] : [flag]),
    ...(minConfidence === undefined ? [] : [`from ${String(minConfidence)}`]),
  ];
}
