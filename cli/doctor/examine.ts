import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../runtime/config/read-config.ts';
import { checkClock } from './check-clock.ts';
import { checkDataDirectory, checkDisk } from './check-data-directory.ts';
import { checkDatabase } from './check-database.ts';
import { checkKeys } from './check-keys.ts';
import { checkMemory, checkModel } from './check-model.ts';
import { checkNode } from './check-node.ts';
import { checkPort } from './check-port.ts';
import { checkRedis } from './check-redis.ts';
import { checkSettings, checkThreads } from './check-settings.ts';
import type { Finding } from './finding.ts';
import type { Probes } from './probes.ts';

/**
 * Looks at everything a server needs, as it would find it with `env`, and yields each finding as it is made; what is
 * wrong in one place does not hide the rest. Changes nothing, and works beside a running server.
 */
export async function* examine(env: Environment, probes: Probes): AsyncGenerator<Finding> {
  yield checkNode(process.versions.node);
  yield checkClock(Date.now(), (await stat(fileURLToPath(import.meta.url))).mtimeMs);
  const { findings, config } = checkSettings(env);
  yield* findings;
  yield checkThreads(config, availableParallelism());
  yield await checkKeys(config, probes);
  const port = await checkPort(config);
  yield port.finding;
  yield await checkDataDirectory(config, port.running ? 'runs' : 'none');
  yield await checkDisk(config);
  yield await checkDatabase(config, probes);
  yield await checkRedis(config, probes);
  const availableBytes = process.availableMemory();
  const { finding, trial } = await checkModel(config, probes);
  yield finding;
  if (trial !== undefined) yield checkMemory(config, trial.memoryBytes, availableBytes);
}
