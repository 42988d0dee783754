import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { appError } from '../../core/app-error.ts';

/** Source sentences with their reference translations, line by line. */
export interface EvaluationSet {
  readonly name: string;
  readonly sources: readonly string[];
  readonly references: readonly string[];
  /** SHA-256 of both sides; two reports compare only when it is the same. */
  readonly fingerprint: string;
}

/**
 * Reads PREFIX.ar and PREFIX.en, one sentence a line. A name without a slash is looked for in `directories` first,
 * in order, then here.
 *
 * Rejects with EVALUATION_FILE_UNUSABLE when a side is missing, empty or not UTF-8, or when their line counts differ.
 */
export async function loadEvaluationSet(
  choice: string,
  directories: readonly string[],
): Promise<EvaluationSet> {
  const prefixes = /[/\\]/u.test(choice) ? [choice] : [...directories.map((at) => join(at, choice)), choice];
  const { prefix, sources } = await findSources(choice, prefixes);
  const references = await readLines(`${prefix}.en`);
  if (references === undefined)
    throw unusable(`${prefix}.en`, 'there is no such file beside its Arabic side');
  if (sources.length !== references.length) {
    throw unusable(prefix, `.ar has ${sources.length} lines and .en has ${references.length}`);
  }
  return { name: basename(prefix), sources, references, fingerprint: fingerprintOf(sources, references) };
}

async function findSources(choice: string, prefixes: readonly string[]) {
  for (const prefix of prefixes) {
    const sources = await readLines(`${prefix}.ar`);
    if (sources !== undefined) return { prefix, sources };
  }
  const places = prefixes.map((prefix) => `${prefix}.ar`).join(', ');
  throw unusable(choice, `there is no such set; looked for ${places}. docs/quality.md says where to get one`);
}

/** Undefined when there is no such file. */
async function readLines(file: string): Promise<readonly string[] | undefined> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unusable(file, 'it cannot be read', error);
  });
  if (bytes === undefined) return undefined;
  const lines = decode(file, bytes).split(/\r?\n/u);
  if (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) throw unusable(file, 'it is empty');
  return lines;
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw unusable(file, 'it is not UTF-8', cause);
  }
}

function fingerprintOf(sources: readonly string[], references: readonly string[]): string {
  const sides = [sources, references].map((side) => side.join('\n'));
  return createHash('sha256').update(sides.join('\n\n')).digest('hex');
}

function unusable(file: string, why: string, cause?: unknown) {
  return appError('EVALUATION_FILE_UNUSABLE', [file, why], { details: { file }, cause });
}
