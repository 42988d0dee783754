import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { appError } from '../core/app-error.ts';

/**
 * The payload of a paragraph job, version 1: ids only, because queues hold clear text.
 * A worker refuses a version it does not know, so that old and new processes can run side by side during an update.
 */
export const paragraphJobSchema = Type.Object(
  {
    v: Type.Literal(1),
    documentId: Type.String({ minLength: 1, maxLength: 64 }),
    paragraphId: Type.String({ minLength: 1, maxLength: 64 }),
    /** How often the paragraph was handed to the queue anew. */
    generation: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);
export type ParagraphJob = Static<typeof paragraphJobSchema>;

/** Rejects anything that is not a version 1 payload with JOB_INVALID. */
export function parseParagraphJob(data: unknown): ParagraphJob {
  if (Value.Check(paragraphJobSchema, data)) return data;
  throw appError('JOB_INVALID', ['its payload is not a version 1 paragraph job']);
}

/** The job's id: the same for the same hand-over, so that adding it twice makes one job. BullMQ forbids ':' and all digits. */
export function paragraphJobIdOf(job: ParagraphJob): string {
  return `paragraph-${job.paragraphId}-${job.generation}`;
}

/** The payload for a paragraph that is handed to the queue. */
export function toParagraphJob(handOver: Omit<ParagraphJob, 'v'>): ParagraphJob {
  const { documentId, paragraphId, generation } = handOver;
  return { v: 1, documentId, paragraphId, generation };
}
