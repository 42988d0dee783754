import type { ApiDependencies } from '../api-dependencies.ts';
import type { App } from '../app.ts';
import { acceptDocument } from '../documents/accept-document.ts';
import { documentResourceOf, documentSchema } from '../documents/document-resource.ts';
import { problemResponses } from '../http/problem.ts';
import { noQuerySchema } from './document-path.ts';

/** The sample has one id everywhere, so that there is one of it however often it is asked for. */
const sampleId = '019a0000-0000-7000-8000-000000000001';

/** As a newsroom would head it; the text itself begins with its first sentence. */
const sampleTitle = 'أول محطة لتحلية مياه البحر بالطاقة الشمسية';

/** `POST /v1/samples`: for a first look, the article that ships with Muwazi. Asked for again, it is the same document. */
export function addSendSample(
  app: App,
  { documents, readSample }: Pick<ApiDependencies, 'documents' | 'readSample'>,
): void {
  app.post(
    '/v1/samples',
    {
      schema: {
        operationId: 'sendSample',
        tags: ['documents'],
        summary: 'Translate the article that ships with Muwazi',
        querystring: noQuerySchema,
        response: { 202: documentSchema, ...problemResponses },
      },
    },
    async (_request, reply) => {
      const text = await readSample();
      const accepted = acceptDocument({ text, title: sampleTitle, priority: 'interactive' });
      const document = await documents.createAs(sampleId, accepted);
      return reply
        .code(202)
        .header('location', `/v1/documents/${document.id}`)
        .send(documentResourceOf(document));
    },
  );
}
