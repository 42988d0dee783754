import { limits } from '../../../core/limits.ts';
import { detectArabic } from '../../../text/detect-arabic.ts';
import { splitParagraphs } from '../../../text/split-paragraphs.ts';
import type { NewDocument, ReadFile } from './read-file.ts';

/** What is about to be sent. */
export interface Draft {
  readonly text: string;
  readonly title: string;
  readonly collection: string;
  readonly sourceUrl: string;
  readonly priority: NonNullable<NewDocument['priority']>;
  readonly files: readonly ReadFile[];
}

export const emptyDraft: Draft = {
  text: '',
  title: '',
  collection: '',
  sourceUrl: '',
  priority: 'normal',
  files: [],
};

export type DraftFault =
  | { readonly kind: 'empty' | 'noArabic' | 'badUrl' }
  | { readonly kind: 'tooLong'; readonly paragraph: number };
export type DraftFaults = Readonly<Partial<Record<'text' | 'sourceUrl', DraftFault>>>;

/** What the server would refuse, by field, as far as it can be known before. */
export function checkDraft({ text, sourceUrl, files }: Draft): DraftFaults {
  const fault = checkText(text, files);
  return {
    ...(fault === undefined ? {} : { text: fault }),
    ...(sourceUrl === '' || /^https?:\/\/\S+$/iu.test(sourceUrl)
      ? {}
      : { sourceUrl: { kind: 'badUrl' as const } }),
  };
}

function checkText(text: string, files: Draft['files']): DraftFault | undefined {
  const { paragraphs } = splitParagraphs(text);
  if (paragraphs.length === 0)
    return files.some((file) => file.lines.length > 0) ? undefined : { kind: 'empty' };
  const long = paragraphs.findIndex((paragraph) => paragraph.text.length > limits.paragraphChars);
  if (long !== -1) return { kind: 'tooLong', paragraph: long + 1 };
  return detectArabic(text.slice(0, limits.paragraphChars)) === 'other' ? { kind: 'noArabic' } : undefined;
}

/** The articles, one a line, as the server takes them. Collection and turn hold for the files too, where those say nothing. */
export function linesOf(draft: Draft): readonly string[] {
  const { text, title, sourceUrl, files } = draft;
  const shared: NewDocument = {
    priority: draft.priority,
    ...(draft.collection.trim() === '' ? {} : { collection: draft.collection.trim() }),
  };
  const pasted: readonly NewDocument[] =
    text.trim() === ''
      ? []
      : [
          {
            ...shared,
            text,
            ...(title.trim() === '' ? {} : { title: title.trim() }),
            ...(sourceUrl === '' ? {} : { sourceUrl }),
          },
        ];
  const fromFiles = files.flatMap(({ lines }) => lines.map((line) => withDefaults(line, shared)));
  return [...pasted.map((article) => JSON.stringify(article)), ...fromFiles];
}

function withDefaults(line: string, defaults: NewDocument): string {
  try {
    const article: unknown = JSON.parse(line);
    return typeof article === 'object' && article !== null && !Array.isArray(article)
      ? JSON.stringify({ ...defaults, ...article })
      : line;
  } catch {
    return line; // the server says what is wrong with it, and in which line
  }
}
