import { unzipSync } from 'fflate';
import type { FileArticle } from './read-file.ts';

const wordSpace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const mostBytes = 64 * 1024 * 1024;

/**
 * The paragraphs of a Word file, those in tables too, in their order. Deleted text of tracked changes is not among them.
 * Throws for what is no Word file, and for one that unpacks to more than 64 MB.
 *
 * @see ECMA-376, part 1, 17.3 (paragraphs and runs)
 */
export function readDocx(bytes: Uint8Array): FileArticle {
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => name === 'word/document.xml' && originalSize <= mostBytes,
  });
  const xml = files['word/document.xml'];
  if (xml === undefined) throw new Error('no word/document.xml');
  const page = new DOMParser().parseFromString(new TextDecoder().decode(xml), 'application/xml');
  if (page.querySelector('parsererror') !== null) throw new Error('word/document.xml is not XML');
  const paragraphs = [...page.getElementsByTagNameNS(wordSpace, 'p')]
    .map((paragraph) => textOf(paragraph).trim())
    .filter((text) => text !== '');
  return { title: null, paragraphs };
}

function textOf(paragraph: Element): string {
  return [...paragraph.getElementsByTagNameNS(wordSpace, '*')]
    .map((element) => {
      if (element.localName === 't') return element.textContent;
      return element.localName === 'tab' || element.localName === 'br' ? ' ' : '';
    })
    .join('');
}
