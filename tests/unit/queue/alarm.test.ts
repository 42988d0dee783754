import { expect, test } from 'vitest';
import { createAlarm } from '../../../queue/alarm.ts';

test('a ring that came before is not missed, and wakes once only', async () => {
  const alarm = createAlarm();
  alarm.ring();
  alarm.ring();
  const startedAtMs = performance.now();
  await alarm.wait(5_000);
  expect(performance.now() - startedAtMs).toBeLessThan(1_000);
  await alarm.wait(30);
  expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(29);
});

test('a ring wakes who waits', async () => {
  const alarm = createAlarm();
  const startedAtMs = performance.now();
  const woken = alarm.wait(5_000);
  alarm.ring();
  await woken;
  expect(performance.now() - startedAtMs).toBeLessThan(1_000);
});
