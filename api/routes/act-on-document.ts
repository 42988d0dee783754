import { validate as isUuid } from 'uuid';
import { documentActions, type DocumentAction } from '../../core/document.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { documentResourceOf, documentSchema } from '../documents/document-resource.ts';
import { documentUnknown } from '../documents/find-document.ts';
import { problemResponses } from '../http/problem.ts';
import { documentPathSchema, noQuerySchema } from './document-path.ts';

const descriptions: Readonly<
  Record<DocumentAction, { readonly summary: string; readonly description: string }>
> = {
  cancel: {
    summary: 'Cancel an article',
    description: 'What waits is not translated; what a worker has is finished, and what is translated stays.',
  },
  pause: {
    summary: 'Pause an article',
    description: 'What waits is not begun until the article is resumed; what a worker has is finished.',
  },
  resume: { summary: 'Resume a paused article', description: 'What waits is translated in its turn again.' },
  retry: {
    summary: 'Try again what failed',
    description: 'Paragraphs that failed are queued again; everything else stays as it is.',
  },
};

/**
 * `POST /v1/documents/{id}/cancel`, `/pause`, `/resume`, `/retry`: what people do with an article that is on its way. Asking for
 * what is so already changes nothing and is answered like the first time; core/document.ts has the whole state machine.
 */
export function addActOnDocument(app: App, { documents }: Pick<ApiDependencies, 'documents'>): void {
  for (const action of documentActions) {
    app.post(
      `/v1/documents/:id/${action}`,
      {
        schema: {
          operationId: `${action}Document`,
          tags: ['documents'],
          ...descriptions[action],
          params: documentPathSchema,
          querystring: noQuerySchema,
          response: { 200: documentSchema, ...problemResponses },
        },
      },
      async (request) => {
        const { id } = request.params;
        if (!isUuid(id)) throw documentUnknown(id);
        return documentResourceOf(await documents.act(id, action));
      },
    );
  }
}
