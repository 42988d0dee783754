import { Type, type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { appError, AppError } from '../core/app-error.ts';
import { errorCatalogue, type ErrorCode } from '../core/error-catalogue.ts';

const documentSchema = Type.Object({
  id: Type.String(),
  status: Type.String(),
  paragraphs: Type.Object({ total: Type.Integer(), done: Type.Integer(), failed: Type.Integer() }),
});
/** What the command line reads of a document. */
export type DocumentAnswer = Static<typeof documentSchema>;

const problemSchema = Type.Object({ code: Type.String(), detail: Type.String() });

export interface ApiClient {
  submit(document: { readonly title: string; readonly text: string }): Promise<DocumentAnswer>;
  document(id: string): Promise<DocumentAnswer>;
  /** The download as it streams in. */
  export(id: string, format: string): Promise<ReadableStream<Uint8Array>>;
}

/** Talks to the API at `baseUrl`. Problem documents become the AppError they stand for. */
export function openApiClient(baseUrl: string): ApiClient {
  const request = async (path: string, init?: RequestInit): Promise<Response> => {
    const response = await fetch(new URL(path, baseUrl), init);
    if (!response.ok) throw errorFrom(await response.json().catch(() => undefined));
    return response;
  };
  return {
    submit: async (document) => {
      const headers = { 'content-type': 'application/json' };
      return await read(
        documentSchema,
        await request('/v1/documents', { method: 'POST', headers, body: JSON.stringify(document) }),
      );
    },
    document: async (id) => await read(documentSchema, await request(`/v1/documents/${id}`)),
    export: async (id, format) => {
      const { body } = await request(`/v1/documents/${id}/export?format=${format}`);
      if (body === null) throw appError('INTERNAL', []);
      return body;
    },
  };
}

async function read<Schema extends TSchema>(schema: Schema, response: Response): Promise<Static<Schema>> {
  return Value.Parse(schema, await response.json());
}

function errorFrom(body: unknown): AppError {
  const known = Value.Check(problemSchema, body) && body.code in errorCatalogue;
  return known
    ? new AppError(body.code as ErrorCode /* looked up just now */, body.detail)
    : appError('INTERNAL', []);
}
