import { limits } from '../../../core/limits.ts';
import { splitParagraphs } from '../../../text/split-paragraphs.ts';
import type { operations } from '../../server/openapi.gen.d.ts';
import { addCounts, countParagraphs, countText, type TextCount } from './count-text.ts';
import { decodeText } from './decode-text.ts';
import { readHtml } from './read-html.ts';

export type NewDocument = operations['createDocument']['requestBody']['content']['application/json'];

export type FileFault = 'fileUnknown' | 'fileBroken' | 'fileEmpty' | 'fileLarge';

/** What a file holds: articles as lines of JSON, as `/v1/documents:batch` takes them, or why it holds none. */
export interface ReadFile {
  readonly name: string;
  readonly lines: readonly string[];
  readonly count: TextCount;
  readonly fault: FileFault | null;
}

/** Reads a file that somebody dropped. Never rejects: what cannot be read is said in `fault`. */
export async function readFile(file: File): Promise<ReadFile> {
  const refused = (fault: FileFault): ReadFile => ({
    name: file.name,
    lines: [],
    count: countText(''),
    fault,
  });
  if (file.size > limits.bodyBytes) return refused('fileLarge');
  const kind = /\.([a-z0-9]+)$/iu.exec(file.name)?.[1]?.toLowerCase() ?? '';
  try {
    if (kind === 'jsonl' || kind === 'ndjson') return readLines(file.name, await file.text());
    const article = await readArticle(kind, file);
    if (article === undefined) return refused('fileUnknown');
    if (article.paragraphs.length === 0) return refused('fileEmpty');
    const title = article.title ?? file.name.replace(/\.[^.]+$/u, '');
    const body: NewDocument = { title, paragraphs: [...article.paragraphs] };
    return {
      name: file.name,
      lines: [JSON.stringify(body)],
      count: countParagraphs(article.paragraphs),
      fault: null,
    };
  } catch {
    return refused('fileBroken');
  }
}

/** An article as it stands in a file of its own. */
export interface FileArticle {
  readonly title: string | null;
  readonly paragraphs: readonly string[];
}

async function readArticle(kind: string, file: File): Promise<FileArticle | undefined> {
  if (kind === 'txt' || kind === 'text' || kind === 'md') {
    const { paragraphs } = splitParagraphs(decodeText(await file.arrayBuffer()));
    return { title: null, paragraphs: paragraphs.map(({ text }) => text) };
  }
  if (kind === 'html' || kind === 'htm' || kind === 'xhtml')
    return readHtml(decodeText(await file.arrayBuffer()));
  if (kind !== 'docx') return undefined;
  const { readDocx } = await import('./read-docx.ts');
  return readDocx(new Uint8Array(await file.arrayBuffer()));
}

/** Each line is an article; the server says what is wrong with one that is none. */
function readLines(name: string, text: string): ReadFile {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const fault = lines.length === 0 ? 'fileEmpty' : null;
  return { name, lines, count: addCounts(lines.map(countLine)), fault };
}

function countLine(line: string): TextCount {
  try {
    const article = JSON.parse(line) as Partial<NewDocument>; // only counted here; the server looks at it closely
    if (Array.isArray(article.paragraphs)) return countParagraphs(article.paragraphs.map(String));
    return countText(typeof article.text === 'string' ? article.text : '');
  } catch {
    return countText('');
  }
}
