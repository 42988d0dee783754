import { expect, test } from 'vitest';
import { glossaryExportNamed } from '../../../exports/glossary/glossary-exports.ts';
import { isInstalled, runProgram, withFile } from '../../support/outside-program.ts';

const xmllint = isInstalled('xmllint', 'libxml2-utils');

test.skipIf(!xmllint)('another program reads the TBX and finds the terms in their places', async () => {
  const terms = [
    { source: 'مجلس الأمن', target: 'Security <Council> & "more"', note: 'سطر\nثان' },
    { source: 'برلمان', target: 'parliament', note: null },
  ];
  const file = glossaryExportNamed('tbx').write({ collection: '<desk>', terms });
  const find = (path: string): Promise<string> =>
    withFile('glossary.tbx', file, async (at) => {
      const plain = path.replaceAll(/\/(\w+)/gu, '/*[local-name()="$1"]');
      return (await runProgram('xmllint', ['--nonet', '--xpath', `string(${plain})`, at])).stdout.trimEnd();
    });
  expect(await find('/tbx/text/body/conceptEntry/langSec[@xml:lang="en"]/termSec/term')).toBe(
    terms[0]!.target,
  );
  expect(await find('/tbx/text/body/conceptEntry/note')).toBe(terms[0]!.note);
  expect(await find('/tbx/tbxHeader/fileDesc/titleStmt/title')).toBe('<desk>');
});
