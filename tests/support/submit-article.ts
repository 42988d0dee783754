import type { RunningServer } from './running-server.ts';
import { until } from './until.ts';

/** The fields of a document that tests look at. */
export interface DocumentAnswer {
  readonly id: string;
  readonly status: 'queued' | 'running' | 'done' | 'failed';
  readonly paragraphs: { readonly total: number; readonly done: number; readonly failed: number };
}

/** One line of the JSONL export. */
export interface ExportedRow {
  readonly segmentId: string;
  readonly paragraphId: string;
  readonly source: string;
  readonly target: string;
  readonly gapBefore: string;
  readonly gapAfter: string;
  readonly origin: string;
  readonly flags: readonly string[];
  readonly confidence: number | null;
}

/** Submits `text` and resolves with the document's id as soon as the server has accepted it. */
export async function submitArticle(server: RunningServer, text: string): Promise<string> {
  const answer = await server.request('/v1/documents', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'A test article', text }),
  });
  if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answerOf<DocumentAnswer>(answer)).id;
}

export async function readDocument(server: RunningServer, id: string): Promise<DocumentAnswer> {
  return await answerOf<DocumentAnswer>(await server.request(`/v1/documents/${id}`));
}

/** Waits until the document is finished and resolves with it, done or failed. */
export async function waitForEnd(
  server: RunningServer,
  id: string,
  withinMs = 90_000,
): Promise<DocumentAnswer> {
  return await until(
    () => readDocument(server, id),
    (document) => document.status === 'done' || document.status === 'failed',
    { withinMs, label: 'the document is finished' },
  );
}

export async function exportText(server: RunningServer, id: string, format: string): Promise<string> {
  const answer = await server.request(`/v1/documents/${id}/export?format=${format}`);
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return await answer.text();
}

export async function exportRows(server: RunningServer, id: string): Promise<readonly ExportedRow[]> {
  const lines = (await exportText(server, id, 'jsonl')).split('\n').filter((line) => line !== '');
  return lines.map(
    (line) =>
      JSON.parse(line) as ExportedRow /* our own server's answer, checked field by field by the tests */,
  );
}

/** What the rows say the source was. */
export function joinSource(rows: readonly ExportedRow[]): string {
  return rows.map((row) => row.gapBefore + row.source + row.gapAfter).join('');
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  // The API's contract tests check the shape; here a wrong one fails at the first field that is read.
  return (await response.json()) as Answer;
}
