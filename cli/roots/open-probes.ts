import { access, chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appError } from '../../core/app-error.ts';
import { silentLogger } from '../../core/logger.ts';
import { findMissingFile } from '../../models/engine/model-files.ts';
import { openTranslator } from '../../models/open-translator.ts';
import { parseModelChoice } from '../../models/registry/model-choice.ts';
import { openModelShelf } from '../../models/shelf/open-model-shelf.ts';
import { resolveModel } from '../../models/resolve-model.ts';
import { openQueue } from '../../queue/open-queue.ts';
import type { Config } from '../../runtime/config/read-config.ts';
import { findEmbeddedPostgres } from '../../store/embedded/find-embedded-postgres.ts';
import { startEmbeddedPostgres } from '../../store/embedded/start-embedded-postgres.ts';
import { openStore } from '../../store/open-store.ts';
import type { ModelTrial, Probes } from '../doctor/probes.ts';

const log = silentLogger;

/** The doctor's tries, on the parts that a server is made of. */
export function openProbes(): Probes {
  return {
    database: tryDatabase,
    embeddedDatabase: tryEmbeddedDatabase,
    hasKey,
    redis: tryRedis,
    model: tryModel,
  };
}

async function tryDatabase(databaseUrl: string): Promise<void> {
  const store = await openStore({ databaseUrl, log, maxConnections: 1 });
  try {
    await store.documents.ping();
  } finally {
    await store.close();
  }
}

async function tryEmbeddedDatabase(): Promise<number> {
  const scratch = await mkdtemp(join(tmpdir(), 'muwazi-doctor-'));
  try {
    // As root the database runs under another account, which has to reach its own directory in here.
    await chmod(scratch, 0o711);
    const database = await startEmbeddedPostgres({ dataDir: scratch, log });
    await database.stop();
    return Number(await readFile(join(scratch, 'postgres', 'PG_VERSION'), 'utf8'));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A database that no server has prepared has no keys either. */
const undefinedTable = '42P01';

async function hasKey({ databaseUrl: given, dataDir }: Config): Promise<'yes' | 'no' | 'unknown'> {
  const databaseUrl = given ?? (await findEmbeddedPostgres(dataDir));
  if (databaseUrl === undefined) {
    const isMade = await access(join(dataDir, 'postgres', 'PG_VERSION')).then(
      () => true,
      () => false,
    );
    return isMade ? 'unknown' : 'no';
  }
  const store = await openStore({ databaseUrl, log, maxConnections: 1 });
  try {
    return (await store.keys.status()).live ? 'yes' : 'no';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === undefinedTable ? 'no' : 'unknown';
  } finally {
    await store.close();
  }
}

async function tryRedis(redisUrl: string): Promise<void> {
  // With Redis given, the database is not asked for anything.
  const queue = await openQueue({ databaseUrl: '', redisUrl, log });
  await queue.close();
}

async function refuseDamaged(id: string, modelsDir: string): Promise<void> {
  const [fault] = (await openModelShelf({ modelsDir, log }).verify(id)).faults;
  if (fault !== undefined) throw appError('MODEL_DAMAGED', [fault.file, id], { details: { ...fault } });
}

const sentence = 'زار الوزير المدينة يوم الأحد.';

async function tryModel({ model: choice, modelsDir, threads }: Config): Promise<ModelTrial | undefined> {
  const parsed = parseModelChoice(choice);
  const isFetchedLater =
    parsed.kind === 'hub' && (await findMissingFile(join(modelsDir, ...parsed.id.split('/')))) !== undefined;
  if (isFetchedLater) return undefined;
  const { directory, identity } = await resolveModel({ choice, modelsDir, log });
  // Of a directory somebody names, nobody knows what should be in it.
  if (parsed.kind !== 'directory') await refuseDamaged(identity.id, modelsDir);
  const before = process.memoryUsage.rss();
  const translator = await openTranslator({ modelDirectory: directory, identity, threads, log });
  try {
    const [translation] = await translator.translate([sentence], { signal: new AbortController().signal });
    if (translation === undefined || !/[a-z]/iu.test(translation.text))
      throw appError('TRANSLATION_FAILED', []);
    return { ...identity, directory, memoryBytes: Math.max(0, process.memoryUsage.rss() - before) };
  } finally {
    await translator.close();
  }
}
