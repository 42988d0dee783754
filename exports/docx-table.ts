import {
  AlignmentType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { AlignedRow } from '../core/alignment.ts';
import { isRightToLeft } from './is-right-to-left.ts';
import { asCarried } from '../core/carried-text.ts';

/** Twips (1/1440 inch): half of what an A4 page has between the library's margins of one inch. */
const columnTwips = 4513;
const cellMargins = { top: 60, bottom: 60, left: 100, right: 100 } as const;

/** The rows of one article, source beside target, under a line of headings that repeats on every page. */
export function docxTable(rows: readonly AlignedRow[]): Table {
  return new Table({
    visuallyRightToLeft: true,
    layout: TableLayoutType.FIXED,
    width: { size: 2 * columnTwips, type: WidthType.DXA },
    columnWidths: [columnTwips, columnTwips],
    margins: cellMargins,
    rows: [headings(), ...rows.map(tableRow)],
  });
}

function headings(): TableRow {
  const cells = [cell([rightToLeft('العربية')]), cell([leftToRight('English')])];
  return new TableRow({ tableHeader: true, cantSplit: true, children: cells });
}

function tableRow(row: AlignedRow): TableRow {
  // Passed through: not Arabic, on both sides, so its own letters decide.
  const own = row.origin === 'passthrough' ? ownDirection(row.sourceText) : undefined;
  const source = own ?? rightToLeft;
  const target = own ?? leftToRight;
  const flags = row.flags.length === 0 ? [] : [flagsLine(row.flags.join(', '))];
  return new TableRow({
    cantSplit: true,
    children: [cell([source(row.sourceText)]), cell([target(row.targetText), ...flags])],
  });
}

function ownDirection(text: string): (text: string) => Paragraph {
  return isRightToLeft(text) ? rightToLeft : leftToRight;
}

function cell(children: readonly Paragraph[]): TableCell {
  return new TableCell({ width: { size: columnTwips, type: WidthType.DXA }, children });
}

function rightToLeft(text: string): Paragraph {
  return new Paragraph({
    bidirectional: true,
    alignment: AlignmentType.START,
    children: linesOf(text).map(
      (line, index) =>
        new TextRun({
          ...line,
          ...breakBefore(index),
          rightToLeft: true,
          language: { bidirectional: 'ar-SA' },
        }),
    ),
  });
}

function leftToRight(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.START,
    children: linesOf(text).map(
      (line, index) => new TextRun({ ...line, ...breakBefore(index), language: { value: 'en-GB' } }),
    ),
  });
}

function flagsLine(flags: string): Paragraph {
  return new Paragraph({
    children: [new TextRun({ text: flags, size: 15, color: '808080' })],
  });
}

/** Word has no line feeds in text: every line is a run of its own, with a break in front of all but the first. */
function linesOf(text: string): readonly { readonly text: string }[] {
  return asCarried(text)
    .split(/\r\n|[\n\r\u{2028}\u{2029}]/u)
    .map((line) => ({ text: line }));
}

function breakBefore(index: number): { readonly break?: number } {
  return index === 0 ? {} : { break: 1 };
}
