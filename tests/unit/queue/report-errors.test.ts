import { expect, test } from 'vitest';
import { reportErrorsTo } from '../../../queue/report-errors.ts';
import { recordLog } from '../../support/recorded-log.ts';

test('the same kind of error is logged once in ten seconds, and says how many were left out', () => {
  const log = recordLog();
  let nowMs = 0;
  const report = reportErrorsTo(log, () => nowMs);
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  for (nowMs = 0; nowMs < 10_000; nowMs += 100) report(refused);
  expect(log.lines).toHaveLength(1);
  report(refused);
  expect(log.lines.map(({ leftOut }) => leftOut)).toEqual([0, 99]);
});

test('another kind of error is logged at once', () => {
  const log = recordLog();
  const report = reportErrorsTo(log, () => 0);
  report(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
  report(Object.assign(new Error('read'), { code: 'ECONNRESET' }));
  report(new TypeError('not a function'));
  expect(log.lines).toHaveLength(3);
});

test('what a database quotes of its rows is not logged, in the cause of an error neither', () => {
  const log = recordLog();
  const quoting = Object.assign(new Error('refused'), { code: '23514', detail: 'Failing row contains (نص)' });
  reportErrorsTo(log, () => 0)(new Error('job not stored', { cause: quoting }));
  expect(log.lines[0]!['err']).toHaveProperty('cause.code', '23514');
  expect(log.lines[0]!['err']).not.toHaveProperty('cause.detail');
});
