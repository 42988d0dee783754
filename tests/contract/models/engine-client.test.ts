import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { EngineClient } from '../../../models/thread/engine-client.ts';

const options = { identity: { id: 'any', revision: '0' }, log: silentLogger };
const never = new AbortController().signal;

/** A thread that dies in the given way as soon as it is spoken to. */
function dyingThread(death: string): Worker {
  return new Worker(`require('node:worker_threads').parentPort.once('message', () => { ${death} })`, {
    eval: true,
  });
}

test.each([
  ['ends', 'process.exit(3)'],
  ['throws', 'throw new Error("out of memory")'],
])('a thread that %s rejects the calls in work and says that it is broken', async (_, death) => {
  const client = new EngineClient(dyingThread(death), options);
  const calls = [client.translate(['أ'], { signal: never }), client.translate(['ب'], { signal: never })];
  for (const outcome of await Promise.allSettled(calls)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'TRANSLATION_FAILED' } });
  }
  await expect(client.broken).resolves.toMatchObject({ code: 'TRANSLATION_FAILED' });
  await expect(client.translate(['ج'], { signal: never })).rejects.toMatchObject({
    code: 'TRANSLATION_FAILED',
  });
  await client.close();
});

test('a thread that was asked to close is not broken', async () => {
  const client = new EngineClient(dyingThread('process.exit(0)'), options);
  await client.close();
  const outcome = await Promise.race([client.broken, Promise.resolve('still whole')]);
  expect(outcome).toBe('still whole');
});
