import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describeValues, settings } from '../../../runtime/config/setting.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../../docs/operations.md'), 'utf8');

/** The cells of the rows of the table that begins with `header`. */
function tableUnder(header: string): readonly (readonly string[])[] {
  const lines = page.split('\n');
  const first = lines.findIndex((line) => line.startsWith(`| ${header} `)) + 2;
  const rows = lines.slice(
    first,
    lines.findIndex((line, index) => index >= first && !line.startsWith('|')),
  );
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test('the operations page lists every setting as the server reads it', () => {
  const expected = settings.map(({ setting }) => [
    `\`${setting.variable}\``,
    describeValues(setting),
    setting.defaultText ?? `\`${setting.default}\``,
    setting.description,
  ]);
  expect(tableUnder('Variable')).toEqual(expected);
});
