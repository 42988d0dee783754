import type { ExportFormat } from './export-format.ts';
import { foldLines } from './fold-lines.ts';
import { markdownText } from './markdown-text.ts';
import { paragraphsOf } from './paragraphs-of.ts';
import { targetParagraph } from './target-paragraph.ts';

/**
 * Markdown (CommonMark): the translation alone, a paragraph a line, an empty line between two. An article that has a
 * title begins with it, in Arabic, as a heading; a thematic break stands between two articles.
 *
 * @see https://spec.commonmark.org/0.31.2/
 */
export const mdFormat: ExportFormat = {
  name: 'md',
  mediaType: 'text/markdown; charset=utf-8; variant=CommonMark',
  extension: 'md',
  async *write(_header, documents) {
    let between = '';
    for await (const { document, rows } of documents) {
      if (between !== '') between = '\n---\n\n';
      const title = foldLines(document.title ?? '').trim();
      if (title !== '') {
        yield `${between}# ${markdownText(title)}\n`;
        between = '\n';
      }
      for await (const paragraph of paragraphsOf(rows)) {
        yield `${between}${markdownText(targetParagraph(paragraph))}\n`;
        between = '\n';
      }
    }
  },
};
