import { validate as isUuid } from 'uuid';
import { appError, type AppError } from '../../core/app-error.ts';
import type { Document } from '../../core/document.ts';
import type { DocumentStore } from '../../store/document-store.ts';

/** The document of that id. Rejects with DOCUMENT_UNKNOWN, also for what cannot be an id. */
export async function findDocument(documents: Pick<DocumentStore, 'find'>, id: string): Promise<Document> {
  const document = isUuid(id) ? await documents.find(id) : undefined;
  if (document === undefined) throw documentUnknown(id);
  return document;
}

export function documentUnknown(id: string): AppError {
  return appError('DOCUMENT_UNKNOWN', [id], { details: { documentId: id } });
}
