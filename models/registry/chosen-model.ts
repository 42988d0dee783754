import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Logger } from '../../core/logger.ts';
import { chosenModelFile } from './models-directory.ts';

const chosenSchema = Type.Object({ model: Type.String({ minLength: 1 }) });

/**
 * What `muwazi models use` chose in `modelsDir`: a hub id or `embedded`; undefined when nothing was. A file that cannot be
 * read counts as nothing, with a warning.
 */
export async function readChosenModel(modelsDir: string, log: Logger): Promise<string | undefined> {
  const file = chosenModelFile(modelsDir);
  const json = await readFile(file, 'utf8').catch(() => undefined);
  if (json === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    if (Value.Check(chosenSchema, value)) return value.model;
  } catch {
    // Said below.
  }
  log.warn({ file }, 'the choice of a model cannot be read; choose again with: muwazi models use');
  return undefined;
}

/** Keeps the choice in one step: a reader finds the old one or the new one. */
export async function writeChosenModel(modelsDir: string, model: string): Promise<void> {
  const file = chosenModelFile(modelsDir);
  const draft = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(draft, `${JSON.stringify({ model })}\n`, { flush: true });
  await rename(draft, file);
}

/** Back to the best one that is here. */
export async function forgetChosenModel(modelsDir: string): Promise<void> {
  await rm(chosenModelFile(modelsDir), { force: true });
}
