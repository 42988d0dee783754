import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../runtime/config/read-config.ts';
import { hideSecret } from '../../runtime/config/hide-secret.ts';
import { causeCodeOf } from './cause-code.ts';
import { failed, ok, type Finding } from './finding.ts';
import type { Probes } from './probes.ts';

/** The configured database answers, or the one that comes along runs on this machine. */
export async function checkDatabase(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  probes: Pick<Probes, 'database' | 'embeddedDatabase'>,
): Promise<Finding> {
  return databaseUrl === undefined
    ? await checkEmbedded(dataDir, probes)
    : await checkServer(databaseUrl, probes);
}

async function checkServer(databaseUrl: string, { database }: Pick<Probes, 'database'>): Promise<Finding> {
  const shown = hideSecret(databaseUrl);
  try {
    await database(databaseUrl);
    return ok('database', `${shown} answers.`);
  } catch (error) {
    const code = causeCodeOf(error);
    return failed('database', {
      code: 'STORE_UNAVAILABLE',
      found: `${shown} does not let us work (${code ?? 'no answer'}).`,
      advice: advice[code ?? ''] ?? usualAdvice,
    });
  }
}

/** By code of the network (Node's) or of PostgreSQL (its appendix A). */
const advice: Readonly<Record<string, string>> = {
  '28P01': 'Correct user and password in DATABASE_URL.',
  '28000': 'Correct user and password in DATABASE_URL.',
  '3D000': 'Create the database (createdb), or correct its name in DATABASE_URL.',
  ENOTFOUND: 'Correct the host in DATABASE_URL, or mend name resolution.',
  EAI_AGAIN: 'Correct the host in DATABASE_URL, or mend name resolution.',
};
const usualAdvice =
  'Start the database server, and check host and port in DATABASE_URL; or unset it to use the embedded one.';

async function checkEmbedded(
  dataDir: string,
  { embeddedDatabase }: Pick<Probes, 'embeddedDatabase'>,
): Promise<Finding> {
  let major: number;
  try {
    major = await embeddedDatabase();
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    const advice = 'Install again with optional dependencies (npm ci), or set DATABASE_URL.';
    return failed('database', { code: 'DATABASE_START_FAILED', found, advice });
  }
  const written = (await readFile(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (written === '' || written === String(major))
    return ok('database', `The embedded PostgreSQL ${major} starts and stops.`);
  return failed('database', {
    code: 'DATABASE_OTHER_VERSION',
    found: `${dataDir} was written by PostgreSQL ${written}; this installation has ${major}.`,
    advice: 'Move the data with pg_dump and pg_restore, or use the earlier installation.',
  });
}
