import { Type, type Static } from 'typebox';
import { sliceSeconds } from '../../core/work-slices.ts';

const count = Type.Integer();
const nullableText = Type.Union([Type.String(), Type.Null()]);
const nullableSeconds = (description: string) => Type.Union([Type.Number(), Type.Null()], { description });

export const workerSchema = Type.Object({
  id: Type.String(),
  host: Type.String(),
  status: Type.Enum(['loading', 'ready', 'failed', 'stopping']),
  model: Type.Union([Type.Object({ id: Type.String(), revision: Type.String() }), Type.Null()]),
  threads: count,
  memoryBytes: Type.Integer({ description: 'Resident, to the mebibyte.' }),
  startedAt: Type.String({ format: 'date-time' }),
  error: Type.Union([Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()]),
  sentencesPerSecond: Type.Number({ description: 'Over the last minute, remembered ones included.' }),
  tokensPerSecond: Type.Number({ description: 'Written by its model, over the last minute.' }),
  current: Type.Array(
    Type.Object({
      documentId: Type.String(),
      title: nullableText,
      paragraphId: Type.String(),
      paragraphPosition: Type.Integer({ description: 'From 0.' }),
      paragraphs: Type.Integer({ description: 'Of its document.' }),
      startedAt: Type.String({ format: 'date-time' }),
    }),
    { description: 'What it has in its hands, as it said within the last seconds.' },
  ),
});
export type WorkerResource = Static<typeof workerSchema>;

const throughputSchema = Type.Object({
  sentencesPerSecond: Type.Number({ description: 'Over the last minute, remembered ones included.' }),
  tokensPerSecond: Type.Number({ description: 'Written by models, over the last minute.' }),
  sliceSeconds: Type.Literal(sliceSeconds),
  series: Type.Array(
    Type.Object({
      at: Type.String({ format: 'date-time', description: 'The beginning of the slice.' }),
      sentences: Type.Integer({ description: 'Translated by a model, or passed through.' }),
      remembered: Type.Integer({ description: 'Sentences that came from the memory.' }),
      tokens: Type.Integer({ description: 'Written by models.' }),
    }),
    { description: 'Ten minutes in slices, oldest first; the last one is not over yet.' },
  ),
});

/** How the work goes: what waits, what is done how fast, and who does it. */
export const queueSchema = Type.Object({
  backend: Type.Enum(['postgres', 'redis']),
  jobs: Type.Union(
    [Type.Object({ waiting: count, active: count, delayed: count, failed: count }), Type.Null()],
    {
      description: 'As the queue counts them; null while it does not answer.',
    },
  ),
  documents: Type.Object(
    { queued: count, running: count, paused: count, done: count, failed: count, cancelled: count },
    { description: 'All there are, by status.' },
  ),
  paragraphs: Type.Object({
    waiting: Type.Integer({ description: 'Accepted and not begun, without delayed and paused ones.' }),
    running: count,
    delayed: Type.Integer({ description: 'Failed once, and wait for their next try.' }),
    paused: count,
    failed: count,
    doneLastHour: count,
  }),
  oldestWaitingSince: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'When the oldest article came in of which something waits.',
  }),
  etaSeconds: nullableSeconds(
    'Until all is done that is not paused; null with nothing to do, without a worker, or while no speed was measured.',
  ),
  waitSeconds: nullableSeconds(
    'Until a new article of priority `normal` would begin; null without a worker, or while no speed was measured.',
  ),
  throughput: throughputSchema,
  workers: Type.Array(workerSchema),
});
export type QueueResource = Static<typeof queueSchema>;
