import type { GlossaryEntry } from '../../core/glossary.ts';
import { xmlText } from '../xml-text.ts';
import type { GlossaryContent, GlossaryExport } from './glossary-export.ts';

/**
 * TBX-Basic in the style DCA, as ISO 30042:2019 has it: a concept a term, its note at the concept.
 *
 * @see https://www.tbxinfo.net/tbx-basic/
 */
export const tbxGlossaryExport: GlossaryExport = {
  name: 'tbx',
  mediaType: 'application/x-tbx; charset=utf-8',
  extension: 'tbx',
  write: (glossary) => [opening(glossary), ...glossary.terms.map(concept), closing].join(''),
};

function opening({ collection }: GlossaryContent): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
  <tbxHeader>
    <fileDesc>
      <titleStmt>
        <title>${xmlText(collection)}</title>
      </titleStmt>
      <sourceDesc>
        <p>Glossary of a collection, written by Muwazi.</p>
      </sourceDesc>
    </fileDesc>
  </tbxHeader>
  <text>
    <body>
`;
}

const closing = '    </body>\n  </text>\n</tbx>\n';

function concept({ source, target, note }: GlossaryEntry, place: number): string {
  return [
    `      <conceptEntry id="c${place + 1}">\n`,
    note === null ? '' : `        <note>${xmlText(note)}</note>\n`,
    termIn('ar', source),
    termIn('en', target),
    '      </conceptEntry>\n',
  ].join('');
}

function termIn(language: string, term: string): string {
  return `        <langSec xml:lang="${language}"><termSec><term>${xmlText(term)}</term></termSec></langSec>\n`;
}
