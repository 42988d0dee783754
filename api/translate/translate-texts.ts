import type { AlignedRow } from '../../core/alignment.ts';
import type { NewDocument } from '../../store/document-store.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import { acceptDocument } from '../documents/accept-document.ts';
import { acceptTexts } from './accept-texts.ts';
import { waitForTranslation } from './wait-for-translation.ts';
import { weaveTargets } from './weave-targets.ts';

export interface TranslatedText {
  readonly source: string;
  /** The source with every segment translated; the white space between them as it was. */
  readonly target: string;
  /** In order of the text. */
  readonly segments: readonly AlignedRow[];
}

export interface TranslateTextsOptions {
  /** Of the document that holds the texts. */
  readonly collection: string;
  readonly memory: boolean;
  /** Aborts when nobody waits for the answer any more; the work goes on. */
  readonly signal: AbortSignal;
  /** Told the document's id as soon as there is one. */
  readonly onStored: (documentId: string) => void;
}

export type TranslateTextsDependencies = Pick<
  ApiDependencies,
  'documents' | 'producer' | 'translateWithinMs'
>;

const defaultWithinMs = 30_000;

/**
 * Translates small texts while the caller waits: one document of top priority, each text a paragraph of it, through the
 * queue like every other. One result a text, in order. The document stays, like every other.
 *
 * Rejects with the codes of accept-texts.ts and accept-document.ts, with QUEUE_UNAVAILABLE (nothing is stored then),
 * TEXT_NOT_TRANSLATED, and TRANSLATION_SLOW when the time is over.
 */
export async function translateTexts(
  texts: readonly string[],
  { collection, memory, signal, onStored }: TranslateTextsOptions,
  { documents, producer, translateWithinMs = defaultWithinMs }: TranslateTextsDependencies,
): Promise<readonly TranslatedText[]> {
  acceptTexts(texts);
  const document: NewDocument = {
    ...acceptDocument({ paragraphs: [...texts], collection, memory }),
    priority: 'interactive',
  };
  // A document waits for a queue that is away; a person does not.
  await producer.ping();
  const { id } = await documents.create(document);
  onStored(id);
  await waitForTranslation(documents, id, { withinMs: translateWithinMs, signal });
  const rows: AlignedRow[][] = texts.map(() => []);
  for await (const row of documents.streamRows(id, { signal })) rows[row.paragraphPosition]?.push(row);
  return texts.map((source, index) => {
    const segments = rows[index] ?? [];
    const placed = segments.map(({ start, end, targetText: target }) => ({ start, end, target }));
    return { source, target: weaveTargets(source, placed), segments };
  });
}
