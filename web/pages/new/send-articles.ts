import { api, bodyOf } from '../../server/client.ts';
import type { ProblemDocument } from '../../server/problem.ts';
import { send } from '../../server/send.ts';
import type { NewDocument } from './read-file.ts';

export interface Refusal {
  readonly line: number;
  readonly problem: ProblemDocument;
}

/** What became of what was sent. */
export interface Sent {
  /** Of the first one. */
  readonly id: string | null;
  readonly accepted: number;
  readonly refused: readonly Refusal[];
}

type BatchLine =
  | { readonly line: number; readonly status: 202; readonly id: string }
  | { readonly line: number; readonly status: number; readonly problem: ProblemDocument };

/**
 * Sends articles: one as it is, several as a batch. Sent again with the same key (a second press, an answer that was lost),
 * they are there once.
 */
export async function sendArticles(lines: readonly string[], idempotencyKey: string): Promise<Sent> {
  const [only = ''] = lines;
  if (lines.length === 1) {
    const { id } = await bodyOf(
      api.POST('/v1/documents', {
        params: { header: { 'idempotency-key': idempotencyKey } },
        body: JSON.parse(only) as NewDocument, // whatever it is: the server says what is wrong with it
      }),
    );
    return { id, accepted: 1, refused: [] };
  }
  const response = await send('/v1/documents:batch', {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': idempotencyKey },
    body: `${lines.join('\n')}\n`,
  });
  const answers = (await response.text()).trim().split('\n').slice(0, -1);
  return countAnswers(answers.map((line) => JSON.parse(line) as BatchLine)); // our own server's lines
}

function countAnswers(answers: readonly BatchLine[]): Sent {
  const ids = answers.flatMap((answer) => ('id' in answer ? [answer.id] : []));
  const refused = answers.flatMap((answer) =>
    'problem' in answer ? [{ line: answer.line, problem: answer.problem }] : [],
  );
  return { id: ids[0] ?? null, accepted: ids.length, refused };
}

/** Not crypto.randomUUID(), which browsers keep to pages with TLS. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
