import { expect, test } from 'vitest';
import { createJobRunner } from '../../../queue/job-runner.ts';
import { recordLog } from '../../support/recorded-log.ts';

const job = {
  id: 'paragraph-1-0',
  data: {},
  attemptsMade: 0,
  opts: { attempts: 3 },
  moveToWait: () => Promise.reject(new Error('nobody stops here')),
  moveToDelayed: () => Promise.reject(new Error('nothing is away here')),
};

test('a job that fails by a bug shows the bug in the log, at the first try', async () => {
  const log = recordLog();
  const bug = new TypeError('a bug in a query');
  const runner = createJobRunner({ parse: (data) => data, process: () => Promise.reject(bug) }, log);
  await expect(runner.run(job, 'token')).rejects.toThrow('INTERNAL');
  expect(log.lines).toMatchObject([
    { level: 'warn', message: 'job not done', jobId: job.id, code: 'INTERNAL', err: bug },
  ]);
});
