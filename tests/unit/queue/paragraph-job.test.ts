import { expect, test } from 'vitest';
import { paragraphJobIdOf, parseParagraphJob, toParagraphJob } from '../../../queue/paragraph-job.ts';

const job = { v: 1, documentId: 'document-1', paragraphId: '42', generation: 0 } as const;

test('a payload is read back as it was made', () => {
  expect(parseParagraphJob(JSON.parse(JSON.stringify(toParagraphJob(job))))).toEqual(job);
});

test.for([
  ['a later version', { ...job, v: 2 }],
  ['text beside the ids', { ...job, text: 'نص' }],
  ['no generation', { v: 1, documentId: 'document-1', paragraphId: '42' }],
  ['a negative generation', { ...job, generation: -1 }],
  ['an empty id', { ...job, paragraphId: '' }],
  ['nothing', null],
] as const)('%s is refused', ([, payload]) => {
  expect(() => parseParagraphJob(payload)).toThrow(expect.objectContaining({ code: 'JOB_INVALID' }));
});

test('ids differ by paragraph and generation, and are ids that BullMQ takes', () => {
  const ids = [job, { ...job, generation: 1 }, { ...job, paragraphId: '43' }].map(paragraphJobIdOf);
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^(?!\d+$)[^:]+$/);
});
