import type { AlignedRow } from '../core/alignment.ts';
import type { Document } from '../core/document.ts';
import type { ExportFormat, ExportHeader } from './export-format.ts';
import { htmlStyle } from './html-style.ts';
import { paragraphsOf, type AlignedParagraph } from './paragraphs-of.ts';
import { xmlAttributes } from './xml-attributes.ts';
import { xmlText } from './xml-text.ts';

/**
 * One self-contained page: an article a section, a sentence a row, the Arabic on the right and the English on the left.
 *
 * Runs and fetches nothing (its own content policy says so), prints, and is well-formed XML as well. Every cell has its
 * language and direction; what was passed through has the direction of its first letter. Holds one paragraph.
 *
 * @see https://html.spec.whatwg.org/multipage/dom.html#the-dir-attribute
 */
export const htmlFormat: ExportFormat = {
  name: 'html',
  mediaType: 'text/html; charset=utf-8',
  extension: 'html',
  async *write(header, documents) {
    yield opening(header);
    for await (const { document, rows } of documents) {
      yield articleOpening(document, header);
      for await (const paragraph of paragraphsOf(rows)) yield body(paragraph, header);
      yield '</table>\n</article>\n';
    }
    yield '</body>\n</html>\n';
  },
};

function opening({ title, toolVersion, writtenAt }: ExportHeader): string {
  return `<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<meta name="generator" content="Muwazi ${xmlText(toolVersion)}"/>
<meta name="date" content="${writtenAt.toISOString()}"/>
<title>${xmlText(title ?? 'Arabic and English side by side')}</title>
<style>
${htmlStyle}</style>
</head>
<body>
`;
}

function articleOpening(document: Document, { sourceLanguage, targetLanguage }: ExportHeader): string {
  const title = xmlText(document.title ?? '');
  const heading = title === '' ? '' : `<h1 lang="${sourceLanguage}" dir="auto">${title}</h1>\n`;
  const about = [document.publishedAt?.slice(0, 10) ?? null, document.collection, document.sourceUrl]
    .filter((fact) => fact !== null)
    .map((fact) => `<span dir="auto">${xmlText(fact)}</span>`);
  return [
    `<article${xmlAttributes({ id: document.id })}>\n`,
    heading,
    about.length === 0 ? '' : `<p class="about">${about.join(' · ')}</p>\n`,
    `<table dir="rtl">\n<thead><tr>`,
    `<th scope="col" lang="${sourceLanguage}" dir="rtl">العربية</th>`,
    `<th scope="col" lang="${targetLanguage}" dir="ltr">English</th>`,
    '</tr></thead>\n',
  ].join('');
}

function body(paragraph: AlignedParagraph, header: ExportHeader): string {
  return `<tbody>\n${paragraph.map((row) => tableRow(row, header)).join('')}</tbody>\n`;
}

function tableRow(row: AlignedRow, { sourceLanguage, targetLanguage }: ExportHeader): string {
  // Not Arabic, on both sides: of a language and direction that nobody knows.
  const passed = row.origin === 'passthrough';
  const source = passed ? { lang: '', dir: 'auto' } : { lang: sourceLanguage, dir: 'rtl' };
  const target = passed ? { lang: '', dir: 'auto' } : { lang: targetLanguage, dir: 'ltr' };
  return [
    `<tr${xmlAttributes({ id: row.segmentId })}>`,
    `<td${xmlAttributes(source)}>${xmlText(row.sourceText)}</td>`,
    `<td${xmlAttributes(target)}>${xmlText(row.targetText)}${flagsOf(row)}</td>`,
    '</tr>\n',
  ].join('');
}

function flagsOf({ flags }: AlignedRow): string {
  return flags.length === 0 ? '' : `<small lang="en" dir="ltr">${xmlText(flags.join(', '))}</small>`;
}
