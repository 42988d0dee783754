import { PassThrough, type Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

export const ndjson = 'application/x-ndjson';

/** Answers with a line of JSON for each result, while they come. */
export function sendLines(reply: FastifyReply, results: AsyncIterable<object>): void {
  reply.type(ndjson).send(writtenAtOnce(results));
}

/**
 * Written whether the client reads or not: many send everything before they read, and would wait for us while we wait for
 * them. What piles up is bounded by the number of articles.
 */
function writtenAtOnce(results: AsyncIterable<object>): Readable {
  const answer = new PassThrough();
  const write = async (): Promise<void> => {
    for await (const result of results) {
      if (answer.destroyed) return;
      answer.write(`${JSON.stringify(result)}\n`);
    }
    answer.end();
  };
  write().catch((error: unknown) => answer.destroy(error instanceof Error ? error : undefined));
  return answer;
}
