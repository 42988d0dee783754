import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import type { AlignedRow } from '../../../core/alignment.ts';
import { alignedRecordOf } from '../../../exports/aligned-record.ts';
import { exportFormatNamed } from '../../../exports/export-formats.ts';
import { foldLines } from '../../../exports/fold-lines.ts';
import { asCarried } from '../../../core/carried-text.ts';
import { hostileDocumentRows, hostileDocuments, textOf } from '../../support/hostile-documents.ts';
import { parseXml } from '../../support/parse-xml.ts';
import { exportBytes } from '../../support/write-export.ts';

const rows = hostileDocumentRows().flatMap((document) => document.rows);
const pairs = rows.map(pairOf);
/** What XML 1.0 cannot carry is U+FFFD, in every format built on it. */
const xmlPairs = pairs.map(([source, target]) => [asCarried(source), asCarried(target)]);

test('jsonl says everything of every row', async () => {
  const lines = (await text('jsonl')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(rows.map(alignedRecordOf));
});

test('hf has the pair where translation scripts look for it, and no nested value but that and the flags', async () => {
  const lines = (await text('hf')).trimEnd().split('\n');
  const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(records.map((record) => record['translation'])).toEqual(pairs.map(([ar, en]) => ({ ar, en })));
  expect(records.map((record) => record['segmentId'])).toEqual(rows.map((row) => row.segmentId));
  expect(records[0]).toMatchObject({ modelId: 'embedded', modelRevision: 'a1b2c3', flags: [], revision: 0 });
  const nested = Object.entries(records[0]!).filter(([, value]) => typeof value === 'object');
  expect(nested.map(([name]) => name)).toEqual(['translation', 'flags']);
});

describe('csv', () => {
  test('every cell comes back, and none runs as a formula', async () => {
    const [header, ...lines] = parse(await text('csv'), { record_delimiter: '\r\n' });
    expect(header?.slice(0, 3)).toEqual(['source', 'target', 'confidence']);
    expect(lines.every((cells) => cells.length === header?.length)).toBe(true);
    expect(lines.map((cells) => cells.slice(0, 2).map(withoutMark))).toEqual(pairs);
    // Bare numbers begin with a digit; nothing else may stand without a mark.
    for (const cell of lines.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/u);
  });

  test('gaps and sources put together are the article', async () => {
    const [header, ...lines] = parse(await text('csv'), { record_delimiter: '\r\n' });
    const column = (cells: readonly string[], name: string): string =>
      withoutMark(cells[header!.indexOf(name)] ?? '');
    const restored = lines.map((cells) =>
      ['gapBefore', 'source', 'gapAfter'].map((name) => column(cells, name)).join(''),
    );
    expect(restored.join('')).toBe(textOf(rows));
  });
});

test('tmx has every pair, one unit a row', async () => {
  const elements = parseXml(await text('tmx'));
  expect(elements.filter(({ name }) => name === 'tu').map((unit) => unit.attributes['tuid'])).toEqual(
    rows.map((row) => row.segmentId),
  );
  const segments = elements.filter(({ name }) => name === 'seg').map((segment) => segment.text);
  expect(segments).toEqual(xmlPairs.flat());
});

describe('xliff', () => {
  test('the sources of a file, one after the other, are the article', async () => {
    const file = await text('xliff');
    const sources = parseXml(file).filter(({ name }) => name === 'source');
    expect(sources.map((source) => source.text).join('')).toBe(asCarried(textOf(rows)));
  });

  test('every segment has its id, its target and the state of the work on it', async () => {
    const elements = parseXml(await text('xliff'));
    const segments = elements.filter(({ name }) => name === 'segment');
    expect(segments.map((segment) => segment.attributes['id'])).toEqual(rows.map((row) => row.segmentId));
    expect(elements.filter(({ name }) => name === 'target').map((target) => target.text)).toEqual(
      xmlPairs.map(([, target]) => target),
    );
    const stateOf = (origin: string): string | undefined =>
      segments[rows.findIndex((row) => row.origin === origin)]?.attributes['state'];
    expect([stateOf('model'), stateOf('passthrough'), stateOf('human')]).toEqual([
      'translated',
      'initial',
      'reviewed',
    ]);
  });

  test('confidence and flags stand in the metadata of the segment', async () => {
    const elements = parseXml(await text('xliff'));
    const doubtful = rows.findIndex((row) => row.flags.includes('low-confidence'));
    const groups = elements.filter(({ attributes }) => attributes['category'] === 'segment');
    expect(groups.map((group) => group.attributes['id'])).toEqual(rows.map((row) => row.segmentId));
    expect(groups[doubtful]?.text).toContain('0.12low-confidencemodel');
  });
});

test('xliff12 has every pair under its segment id, and asks for a review of what is doubtful', async () => {
  const elements = parseXml(await text('xliff12'));
  const units = elements.filter(({ name }) => name === 'trans-unit');
  expect(units.map((unit) => unit.attributes['id'])).toEqual(rows.map((row) => row.segmentId));
  const [sources, targets] = ['source', 'target'].map((kind) => elements.filter(({ name }) => name === kind));
  expect(sources?.map((source, row) => [source.text, targets?.[row]?.text])).toEqual(xmlPairs);
  const states = targets?.map((target) => target.attributes['state']);
  expect(states?.[rows.findIndex((row) => row.flags.includes('low-confidence'))]).toBe(
    'needs-review-translation',
  );
  expect(states?.[0]).toBe('translated');
});

test('moses has three files with a line for every row, whoever counts the lines', async () => {
  const files = unzipSync(await exportBytes(exportFormatNamed('moses'), hostileDocuments()));
  const lines = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [
      name,
      strFromU8(bytes).split(/[\n\v\f\r\u{1C}-\u{1E}\u{85}\u{2028}\u{2029}]/u),
    ]),
  );
  expect(lines).toEqual({
    'corpus.ar-en.ar': [...rows.map((row) => foldLines(row.sourceText)), ''],
    'corpus.ar-en.en': [...rows.map((row) => foldLines(row.targetText)), ''],
    'corpus.ar-en.ids': [...rows.map((row) => row.segmentId), ''],
  });
});

test('parquet has the fields of jsonl, with types', async () => {
  const bytes = await exportBytes(exportFormatNamed('parquet'), hostileDocuments());
  const file = new Uint8Array(bytes).buffer;
  const expected = rows.map((row) => {
    const { model, ...record } = alignedRecordOf(row);
    const modelColumns = { modelId: model?.id ?? null, modelRevision: model?.revision ?? null };
    return { ...record, ...modelColumns, translatedAt: row.translatedAt };
  });
  expect(await parquetReadObjects({ file })).toEqual(expected);
});

describe('html', () => {
  test('every sentence stands in a cell with its language and direction', async () => {
    const cells = parseXml(await text('html')).filter(({ name }) => name === 'td');
    const sources = cells.filter((_cell, index) => index % 2 === 0);
    expect(sources.map((cell) => cell.text)).toEqual(xmlPairs.map(([source]) => source));
    for (const [index, row] of rows.entries()) {
      const expected = row.origin === 'passthrough' ? { lang: '', dir: 'auto' } : { lang: 'ar', dir: 'rtl' };
      expect(sources[index]?.attributes).toEqual(expected);
    }
  });

  test('it runs nothing and fetches nothing', async () => {
    const elements = parseXml(await text('html'));
    expect(elements.map(({ name }) => name)).not.toContain('script');
    expect(elements.flatMap(({ attributes }) => Object.keys(attributes))).not.toContain('src');
    expect(elements.flatMap(({ attributes }) => Object.keys(attributes))).not.toContain('href');
  });
});

test.each(['md', 'txt'])('%s has a line for every paragraph that has a translation', async (name) => {
  const lines = (await text(name)).split('\n').filter((line) => line !== '');
  const paragraphs = lines.filter((line) => !/^(# |---|\* \* \*)/u.test(line));
  expect(paragraphs).toHaveLength(new Set(rows.map((row) => row.paragraphId)).size);
  expect(paragraphs.at(-1)).toBe('A sentence.');
});

async function text(name: string): Promise<string> {
  return (await exportBytes(exportFormatNamed(name), hostileDocuments())).toString('utf8');
}

function pairOf({ sourceText, targetText }: AlignedRow): readonly [string, string] {
  return [sourceText, targetText];
}

function withoutMark(cell: string): string {
  return cell.replace(/^'/u, '');
}
