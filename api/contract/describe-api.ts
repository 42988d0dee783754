import swagger from '@fastify/swagger';
import type { App } from '../app.ts';
import {
  comparedTranslationSchema,
  comparisonLoadedSchema,
  comparisonStartSchema,
} from '../comparison/comparison-resource.ts';
import { documentSchema, documentWithEtaSchema } from '../documents/document-resource.ts';
import { revisionSchema } from '../documents/revision-resource.ts';
import { segmentSchema } from '../documents/segment-resource.ts';
import { problemSchema } from '../http/problem.ts';
import { deletionSchema } from '../routes/delete-documents.ts';
import { estimateSchema } from '../routes/estimate.ts';
import { collectionsSchema } from '../routes/list-documents.ts';
import { sessionSchema } from '../routes/session.ts';
import { modelCardSchema, modelSchema, verificationSchema } from '../shelf/model-resource.ts';
import { pullSchema } from '../shelf/pull-resource.ts';
import { queueSchema, workerSchema } from '../work/queue-resource.ts';
import { shareSchemas } from './share-schemas.ts';

/** Schemas that have a name in the description; client generators make a type of each. */
const namedSchemas = {
  Document: documentSchema,
  DocumentWithEta: documentWithEtaSchema,
  Segment: segmentSchema,
  Revision: revisionSchema,
  Problem: problemSchema,
  Queue: queueSchema,
  Worker: workerSchema,
  Model: modelSchema,
  ModelCard: modelCardSchema,
  Pull: pullSchema,
  Verification: verificationSchema,
  ComparisonStart: comparisonStartSchema,
  ComparisonLoaded: comparisonLoadedSchema,
  ComparedTranslation: comparedTranslationSchema,
  Session: sessionSchema,
  Estimate: estimateSchema,
  Collections: collectionsSchema,
  Deletion: deletionSchema,
};

/** A description as JSON: what can be walked and written. */
type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Describes every route that is added to `app` from now on, from the very schemas that requests are checked against.
 * The description is `app.swagger()`: OpenAPI 3.1, with JSON Schema 2020-12 as its schema language.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export async function describeApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Muwazi',
        version,
        summary: 'Arabic news articles in, aligned English out.',
        description: [
          'Send an article, follow it, and read every sentence beside its translation.',
          '',
          'Every refusal and failure is a problem document (RFC 9457). Decide by its `code`, which never changes its',
          'meaning, and by `retry`; `detail` is for people.',
        ].join('\n'),
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [
        { name: 'documents', description: 'Articles: in, followed, read, out.' },
        { name: 'glossaries', description: 'What a collection wants terms to be called.' },
        { name: 'translate', description: 'Small texts, answered at once.' },
        { name: 'libretranslate', description: "LibreTranslate's protocol, for clients written for it." },
        { name: 'queue', description: 'How the work goes.' },
        { name: 'models', description: 'Which model translates, and fetching others.' },
        { name: 'session', description: 'A cookie instead of a key, for browsers.' },
        { name: 'health', description: 'For whatever watches the server.' },
      ],
    },
    convertConstToEnum: false,
    transformObject: (description) =>
      'openapiObject' in description
        ? shareSchemas(description.openapiObject as JsonObject, namedSchemas)
        : description.swaggerObject,
  });
}
