import { parse } from 'content-disposition';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { appError } from '../core/app-error.ts';
import {
  documentAnswerSchema,
  documentPageSchema,
  glossariesAnswerSchema,
  glossaryAnswerSchema,
  glossaryChangeAnswerSchema,
  importAnswerSchema,
  liveAnswerSchema,
  segmentPageSchema,
  type DocumentAnswer,
  type GlossariesAnswer,
  type GlossaryAnswer,
  type GlossaryChangeAnswer,
  type ImportAnswer,
  type SegmentAnswer,
} from './api-answers.ts';
import { openHttp, type Http, type HttpOptions, type Query } from './http.ts';

/** As `POST /v1/documents` takes it; what is wrong with it, the server says. */
export interface NewDocument {
  readonly text?: string;
  readonly paragraphs?: readonly string[];
  readonly title?: string;
  readonly sourceUrl?: string;
  readonly publishedAt?: string;
  readonly collection?: string;
  readonly externalId?: string;
  readonly priority?: string;
}

export interface DocumentFilter {
  readonly status?: string;
  readonly collection?: string;
}

/** What every download is told, as the query of the API has it. */
export interface FileQuery {
  readonly format: string;
  readonly bom?: 'true';
}

/** Which documents, and which of their sentences, are in a file of many; see docs/formats.md. */
export interface ExportFilter {
  readonly collection?: string;
  readonly from?: string;
  readonly to?: string;
  readonly status?: string;
  readonly minConfidence?: string;
  readonly flag?: string;
}

/**
 * A download as it streams in. What breaks off, instead of ending, is an error of the body: SERVER_UNREACHABLE, or the
 * reason of the client's signal.
 */
export interface Download {
  /** As the server names it; a bare name without directories. */
  readonly fileName: string;
  readonly body: ReadableStream<Uint8Array>;
}

/**
 * The API as the command line uses it. Every method rejects with the AppError that the server's problem document stands
 * for, with SERVER_UNREACHABLE when none answers, and with ANSWER_UNEXPECTED when the answer is not Muwazi's.
 */
export interface ApiClient {
  readonly address: string;
  submit(document: NewDocument): Promise<DocumentAnswer>;
  document(id: string): Promise<DocumentAnswer>;
  /** Newest first; pages are fetched as they are read. */
  documents(filter: DocumentFilter): AsyncGenerator<DocumentAnswer>;
  /** In the order of the text, those stored so far; pages are fetched as they are read. */
  segments(id: string): AsyncGenerator<SegmentAnswer>;
  export(id: string, query: FileQuery & { readonly partial?: 'true' }): Promise<Download>;
  /** All documents that the filter chooses, as one file. */
  exportMany(query: FileQuery & ExportFilter): Promise<Download>;
  /** Sends an edited file back. */
  import(
    id: string,
    query: { readonly format: string; readonly author?: string },
    file: Blob,
  ): Promise<ImportAnswer>;
  glossaries(): Promise<GlossariesAnswer>;
  glossary(collection: string): Promise<GlossaryAnswer>;
  exportGlossary(collection: string, format: string): Promise<Download>;
  importGlossary(
    collection: string,
    query: { readonly format: string; readonly mode: string },
    file: Blob,
  ): Promise<GlossaryChangeAnswer>;
  deleteGlossary(collection: string): Promise<void>;
}

/** Talks to the API at `address`, with `key` where there is one, until `signal` aborts. */
export function openApiClient(address: string, options: HttpOptions = {}): ApiClient {
  const http = openHttp(address, options);
  const read = async <Schema extends TSchema>(
    schema: Schema,
    response: Response,
  ): Promise<Static<Schema>> => {
    const body: unknown = await response.json().catch(() => undefined);
    if (Value.Check(schema, body)) return body;
    throw appError('ANSWER_UNEXPECTED', [address, 'its answer has another form']);
  };
  const pages = async function* <Item>(
    fetchPage: (
      query: Query,
    ) => Promise<{ readonly items: readonly Item[]; readonly nextCursor: string | null }>,
  ): AsyncGenerator<Item> {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof fetchPage>> = await fetchPage(cursor === null ? {} : { cursor });
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  };
  const download = async (path: string, query: Query, fallbackName: string): Promise<Download> => {
    const response = await http.get(path, query);
    if (response.body === null) throw appError('ANSWER_UNEXPECTED', [address, 'its file is empty']);
    const body = wholeOrError(response.body, address, options.signal);
    return { fileName: fileNameOf(response, fallbackName), body };
  };
  return {
    address,
    submit: async (document) =>
      await read(documentAnswerSchema, await http.post('v1/documents', {}, jsonBodyOf(document))),
    document: async (id) => await read(documentAnswerSchema, await http.get(documentPath(id))),
    documents: (filter) =>
      pages(
        async (page) =>
          await read(documentPageSchema, await http.get('v1/documents', { ...filter, ...page })),
      ),
    segments: (id) =>
      pages(
        async (page) => await read(segmentPageSchema, await http.get(`${documentPath(id)}/segments`, page)),
      ),
    export: (id, query) => download(`${documentPath(id)}/export`, { ...query }, `${id}.${query.format}`),
    exportMany: (query) => download('v1/exports', { ...query }, `muwazi-articles.${query.format}`),
    import: async (id, query, file) => {
      const content = { body: file, contentType: 'application/octet-stream' };
      return await read(importAnswerSchema, await http.post(`${documentPath(id)}/import`, query, content));
    },
    ...glossaryCalls(http, read, download),
  };
}

type ReadAnswer = <Schema extends TSchema>(schema: Schema, response: Response) => Promise<Static<Schema>>;
type DownloadFile = (path: string, query: Query, fallbackName: string) => Promise<Download>;
type GlossaryCalls = Pick<
  ApiClient,
  'glossaries' | 'glossary' | 'exportGlossary' | 'importGlossary' | 'deleteGlossary'
>;

function glossaryCalls(http: Http, read: ReadAnswer, download: DownloadFile): GlossaryCalls {
  return {
    glossaries: async () => await read(glossariesAnswerSchema, await http.get('v1/glossaries')),
    glossary: async (collection) =>
      await read(glossaryAnswerSchema, await http.get(glossaryPath(collection))),
    exportGlossary: (collection, format) =>
      download(`${glossaryPath(collection)}/export`, { format }, `muwazi-glossary.${format}`),
    importGlossary: async (collection, query, file) => {
      const content = { body: file, contentType: 'application/octet-stream' };
      const path = `${glossaryPath(collection)}/import`;
      return await read(glossaryChangeAnswerSchema, await http.post(path, query, content));
    },
    deleteGlossary: async (collection) => {
      await http.delete(glossaryPath(collection));
    },
  };
}

/** Whether a Muwazi answers at `address`, within a moment. Never rejects. */
export async function isMuwaziAt(address: string): Promise<boolean> {
  const http = openHttp(address, { signal: AbortSignal.timeout(probeTimeoutMs) });
  try {
    return Value.Check(liveAnswerSchema, await (await http.get('health/live')).json());
  } catch {
    return false;
  }
}

const probeTimeoutMs = 2_000;

function documentPath(id: string): string {
  return `v1/documents/${encodeURIComponent(id)}`;
}

function glossaryPath(collection: string): string {
  return `v1/collections/${encodeURIComponent(collection)}/glossary`;
}

function jsonBodyOf(document: NewDocument): { readonly body: string; readonly contentType: string } {
  return { body: JSON.stringify(document), contentType: 'application/json' };
}

/** The same body. A connection that is cut is how a server says that half a file is no file. */
function wholeOrError(
  body: ReadableStream<Uint8Array>,
  address: string,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        signal?.throwIfAborted();
        throw appError('SERVER_UNREACHABLE', [address], { cause });
      });
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** What a server says is not followed out of the directory. */
function fileNameOf(response: Response, fallback: string): string {
  const header = response.headers.get('content-disposition');
  const named = header === null ? undefined : parse(header).parameters['filename'];
  const bare = named?.split(/[/\\]/u).at(-1) ?? '';
  return /^\.*$/u.test(bare) ? fallback : bare;
}
