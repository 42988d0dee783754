import { Type } from 'typebox';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { revisionResourceOf, revisionSchema } from '../documents/revision-resource.ts';
import { problemResponses } from '../http/problem.ts';
import { noQuerySchema } from './document-path.ts';
import { segmentPathSchema } from './segment-path.ts';

/** Far more often than anybody edits one sentence. */
const mostListed = 200;

/** `GET /v1/documents/{id}/segments/{segmentId}/revisions`: the texts a sentence has had, and who wrote them when. */
export function addListRevisions(app: App, { revisions }: Pick<ApiDependencies, 'revisions'>): void {
  app.get(
    '/v1/documents/:id/segments/:segmentId/revisions',
    {
      schema: {
        operationId: 'listRevisions',
        tags: ['documents'],
        summary: 'Every text a sentence has had',
        description: `Newest first, ${mostListed} at most.`,
        params: segmentPathSchema,
        querystring: noQuerySchema,
        response: { 200: Type.Object({ items: Type.Array(revisionSchema) }), ...problemResponses },
      },
    },
    async ({ params: { id, segmentId } }) => {
      const items = await revisions.list(id, segmentId, { limit: mostListed });
      return { items: items.map(revisionResourceOf) };
    },
  );
}
