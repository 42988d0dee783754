import { parse } from 'content-disposition';
import { expect, test } from 'vitest';
import { exportContentDisposition } from '../../../api/exports/export-file-name.ts';
import { finishedDocument } from '../../support/aligned-rows.ts';

const document = finishedDocument();

function fileName(given: Partial<typeof document>): string | undefined {
  return parse(exportContentDisposition({ ...document, ...given }, 'tmx')).parameters['filename'];
}

test('an article without a title is called by its id', () => {
  expect(exportContentDisposition({ ...document, title: null }, 'tmx')).toBe(
    `attachment; filename="muwazi-${document.id} 2026-03-01.tmx"`,
  );
});

test.each([
  ['نتائج الانتخابات', 'نتائج الانتخابات 2026-03-01.tmx'],
  ['../../etc/passwd', 'etc passwd 2026-03-01.tmx'],
  ['C:\\x|y?*<z>"', 'C x y z 2026-03-01.tmx'],
  ['.hidden', 'hidden 2026-03-01.tmx'],
  ['-rf ~', 'rf ~ 2026-03-01.tmx'],
  ['a\u202egpj.exe\u2066b\u200f', 'a gpj.exe b 2026-03-01.tmx'],
  ['% 50%41', '50 41 2026-03-01.tmx'],
  ['...', `muwazi-${document.id} 2026-03-01.tmx`],
])('the title %j makes the safe name %j', (title, name) => {
  expect(fileName({ title })).toBe(name);
});

test('a long title is cut between characters', () => {
  const name = fileName({ title: '😀'.repeat(100) });
  expect(name).toBe(`${'😀'.repeat(60)} 2026-03-01.tmx`);
});

test('the day is the one of publication where it is known', () => {
  expect(fileName({ title: 'x', publishedAt: '2025-12-31T23:00:00+03:00' })).toBe('x 2025-12-31.tmx');
});

test('a file that is not whole says so', () => {
  expect(fileName({ title: 'x', status: 'running' })).toBe('x 2026-03-01 partial.tmx');
});
