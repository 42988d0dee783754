import { appError } from '../../core/app-error.ts';
import type { Document } from '../../core/document.ts';
import type { NewDocument } from '../../store/document-store.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import { submissionKeyOf } from './submission-key.ts';

export interface StoreDocumentOptions {
  readonly documents: Pick<ApiDependencies['documents'], 'create' | 'createOnce'>;
  readonly sendsWebhooks: boolean;
  /** Of the request. */
  readonly idempotencyKey: string | undefined;
  /** Of the key that the request came with; null where none is asked for. */
  readonly apiKeyId: string | null;
  /** Which of several articles of the request this is; each is repeated under the request's key on its own. */
  readonly part?: string;
}

/** Stores what was accepted; under an Idempotency-Key once. Rejects with WEBHOOKS_OFF, and what the store refuses with. */
export async function storeDocument(
  document: NewDocument,
  { documents, sendsWebhooks, idempotencyKey, apiKeyId, part }: StoreDocumentOptions,
): Promise<Document> {
  if (typeof document.webhookUrl === 'string' && !sendsWebhooks) throw appError('WEBHOOKS_OFF', []);
  const key = submissionKeyOf(idempotencyKey, document, apiKeyId);
  if (key === undefined) return await documents.create(document);
  const named = part === undefined ? key : { ...key, key: `${key.key}#${part}` };
  return await documents.createOnce(document, named);
}
