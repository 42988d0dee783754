import type { ExportFormat } from './export-format.ts';
import { paragraphsOf } from './paragraphs-of.ts';
import { targetParagraph } from './target-paragraph.ts';

/** Stands between two articles: a line that is neither a paragraph of a translation nor empty. */
const documentBreak = '* * *\n';

/**
 * Plain text: the translation alone, a paragraph a line, an empty line between two. Articles are kept apart by a line
 * of three asterisks. No titles: they are Arabic.
 */
export const txtFormat: ExportFormat = {
  name: 'txt',
  mediaType: 'text/plain; charset=utf-8',
  extension: 'txt',
  async *write(_header, documents) {
    let between = '';
    for await (const { rows } of documents) {
      if (between !== '') between = `\n${documentBreak}\n`;
      for await (const paragraph of paragraphsOf(rows)) {
        yield `${between}${targetParagraph(paragraph)}\n`;
        between = '\n';
      }
    }
  },
};
