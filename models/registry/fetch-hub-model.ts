import { join } from 'node:path';
import {
  AutoConfig,
  AutoModelForSeq2SeqLM,
  AutoTokenizer,
  env,
  LogLevel,
  ModelFileNotFoundError,
} from '@xenova/transformers';
import { appError } from '../../core/app-error.ts';
import type { Logger } from '../../core/logger.ts';
import { findMissingFile } from '../engine/model-files.ts';

/**
 * Fetches the hub model `id` into `modelsDir/owner/name` with the transformers library, which writes each file in one
 * step (a broken connection leaves none behind) and keeps those that are there. `HF_ENDPOINT` names another hub.
 *
 * Rejects with MODEL_UNKNOWN when the hub has no such model, MODEL_FILE_INVALID when the model lacks a file of the
 * layout, MODEL_UNREACHABLE when the hub cannot be reached or stops answering.
 */
export async function fetchHubModel(id: string, modelsDir: string, log: Logger): Promise<void> {
  const begun = performance.now();
  log.info({ model: id, modelsDir }, 'fetching the model');
  const absent = recordAbsentFiles();
  try {
    await fetchFiles(id, modelsDir);
  } catch (cause) {
    await explainFailure(id, modelsDir, absent.paths, cause);
  } finally {
    absent.stop();
  }
  log.info({ model: id, durationMs: Math.round(performance.now() - begun) }, 'model fetched');
}

async function fetchFiles(id: string, modelsDir: string): Promise<void> {
  env.logLevel = LogLevel.ERROR;
  env.remoteHost = process.env['HF_ENDPOINT'] ?? env.remoteHost;
  const options = { cache_dir: modelsDir };
  await AutoConfig.from_pretrained(id, options);
  await AutoTokenizer.from_pretrained(id, options);
  // The library has no way to fetch graphs without opening them; without optimisation that takes little.
  const model = await AutoModelForSeq2SeqLM.from_pretrained(id, {
    ...options,
    dtype: 'q8',
    session_options: { graphOptimizationLevel: 'disabled', intraOpNumThreads: 1 },
  });
  await model.dispose();
}

/** Listens to the library's requests: its errors name the file a hub does not have in a sentence only. */
function recordAbsentFiles(): { readonly paths: readonly string[]; stop(): void } {
  const paths: string[] = [];
  const original = env.fetch;
  env.fetch = async (input, init: unknown) => {
    const response = (await original(input, init)) as Response; // the library's own type says any
    if (response.status === 404) paths.push(new URL(input).pathname);
    return response;
  };
  return {
    paths,
    stop: () => {
      env.fetch = original;
    },
  };
}

/** Throws the error that says who can mend it, or returns: all files are there, and the loader judges them. */
async function explainFailure(
  id: string,
  modelsDir: string,
  absentPaths: readonly string[],
  cause: unknown,
): Promise<void> {
  const missing = await findMissingFile(join(modelsDir, ...id.split('/')));
  if (missing === undefined) return;
  if (!(cause instanceof ModelFileNotFoundError)) throw appError('MODEL_UNREACHABLE', [id], { cause });
  if (missing === 'config.json') throw appError('MODEL_UNKNOWN', [id], { cause });
  const file = absentPaths.at(0)?.split('/main/').at(1) ?? missing;
  throw appError('MODEL_FILE_INVALID', [file, `a file that ${id} has on the hub`], {
    details: { id },
    cause,
  });
}
