import { parse } from 'content-disposition';
import { expect, test } from 'vitest';
import { readEnd, readStart } from '../../../api/exports/read-moment.ts';
import { selectionContentDisposition } from '../../../api/exports/selection-file-name.ts';
import type { ExportSelection } from '../../../store/export-store.ts';

const lastChange = new Date('2026-03-09T10:00:00Z');

function fileName(given: Partial<ExportSelection>): string | undefined {
  const disposition = selectionContentDisposition({ status: 'done', ...given }, 'tmx', lastChange);
  return parse(disposition).parameters['filename'];
}

test.each([
  [{}, 'muwazi-articles 2026-03-09.tmx'],
  [{ collection: 'اقتصاد' }, 'اقتصاد 2026-03-09.tmx'],
  [{ collection: '../..' }, 'muwazi-articles 2026-03-09.tmx'],
  [{ createdFrom: readStart('from', '2026-03-01') }, 'muwazi-articles 2026-03-01 to 2026-03-09.tmx'],
  [
    { createdFrom: readStart('from', '2026-03-01'), createdBefore: readEnd('to', '2026-03-31') },
    'muwazi-articles 2026-03-01 to 2026-03-31.tmx',
  ],
  [
    { createdFrom: readStart('from', '2026-03-01'), createdBefore: readEnd('to', '2026-03-01') },
    'muwazi-articles 2026-03-01.tmx',
  ],
  [
    { status: 'running', flag: 'truncated', minConfidence: 0.5 },
    'muwazi-articles 2026-03-09 running truncated from 0.5.tmx',
  ],
] as const)('the selection %j makes the file %j', (selection, name) => {
  expect(fileName(selection)).toBe(name);
});
