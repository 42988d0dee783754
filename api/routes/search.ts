import { Type } from 'typebox';
import { segmentIdOf } from '../../core/segment.ts';
import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { refuseBrokenText } from '../documents/refuse-broken-text.ts';
import { problemResponses } from '../http/problem.ts';
import { pageQuery, pageRequestOf } from './page-query.ts';

const nullableText = Type.Union([Type.String(), Type.Null()]);
const highlights = Type.Array(Type.Object({ start: Type.Integer(), end: Type.Integer() }));

const foundSchema = Type.Object({
  segmentId: Type.String(),
  documentId: Type.String(),
  title: nullableText,
  collection: nullableText,
  paragraphPosition: Type.Integer(),
  position: Type.Integer(),
  source: Type.String(),
  target: Type.String(),
  highlights: Type.Object(
    { source: highlights, target: highlights },
    { description: 'The words found: half-open, in UTF-16 code units of `source` and `target`.' },
  ),
});

/** `GET /v1/search`: sentences by words of either side, newest article first, a page at a time. */
export function addSearch(app: App, { search }: Pick<ApiDependencies, 'search'>): void {
  app.get(
    '/v1/search',
    {
      schema: {
        operationId: 'search',
        tags: ['documents'],
        summary: 'Find sentences, Arabic or English',
        querystring: Type.Object(
          {
            ...pageQuery,
            q: Type.String({
              minLength: 1,
              maxLength: 200,
              description:
                'Words in any form; "…" holds them together, - leaves out, or chooses. Misspelt ones are found where nothing else is.',
            }),
            collection: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            items: Type.Array(foundSchema),
            nextCursor: nullableText,
            approximate: Type.Boolean({
              description:
                'true: nothing has these words; the sentences have words that are nearly so written.',
            }),
          }),
          ...problemResponses,
        },
      },
    },
    async (request) => {
      const { q, collection, ...page } = request.query;
      refuseBrokenText('q', q);
      const filter = collection === undefined ? {} : { collection };
      const { items, nextCursor, approximate } = await search.search(q, filter, pageRequestOf(page));
      const found = items.map((item) => ({
        segmentId: segmentIdOf(item.paragraphId, item.position),
        documentId: item.documentId,
        title: item.title,
        collection: item.collection,
        paragraphPosition: item.paragraphPosition,
        position: item.position,
        source: item.sourceText,
        target: item.targetText,
        highlights: { source: [...item.sourceHighlights], target: [...item.targetHighlights] },
      }));
      return { items: found, nextCursor, approximate };
    },
  );
}
