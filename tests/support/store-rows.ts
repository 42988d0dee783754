import type { AlignedRow } from '../../core/alignment.ts';
import type { Segment } from '../../core/segment.ts';
import type { Store } from '../../store/store.ts';
import { translateParagraphs } from './play-worker.ts';
import { articleOf } from './test-store.ts';

/** Stores rows, made for a format, as a finished document: the same paragraphs, sources and targets. */
export async function storeRows(store: Store, rows: readonly AlignedRow[]): Promise<string> {
  const paragraphs = new Map<string, readonly Segment[]>();
  for (const group of groupByParagraph(rows)) {
    let text = '';
    const segments = group.map((row, position) => {
      const start = text.length + (position === 0 ? 0 : 1);
      text += (position === 0 ? '' : ' ') + row.sourceText;
      return { ...row, position, start, end: text.length };
    });
    paragraphs.set(text, segments);
  }
  const { id } = await store.documents.create(articleOf([...paragraphs.keys()]));
  await translateParagraphs(store, { translate: (text) => paragraphs.get(text) ?? [] });
  return id;
}

function groupByParagraph(rows: readonly AlignedRow[]): readonly (readonly AlignedRow[])[] {
  const groups = new Map<string, AlignedRow[]>();
  for (const row of rows) groups.set(row.paragraphId, [...(groups.get(row.paragraphId) ?? []), row]);
  return [...groups.values()];
}
