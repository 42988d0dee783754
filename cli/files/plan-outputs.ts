import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { appError } from '../../core/app-error.ts';
import { standardInput, type Article } from './read-articles.ts';
import type { WhenThere } from './save-file.ts';

export const standardOutput = '-';

export type PlannedInput = Pick<Article, 'file' | 'line'>;

export interface OutputPlan {
  /** What is read; with `line`, the result is named after it as well. */
  readonly inputs: readonly PlannedInput[];
  /** As `--out` has it: a directory, a file for a single input, or `-`. */
  readonly out: string | undefined;
  readonly extension: string;
  readonly whenThere: WhenThere;
}

/**
 * Where the result of each input goes, in order: beside its input, or where `--out` says; `-` is standard output, which
 * is also where the result of standard input goes unless told.
 *
 * Decided, and refused, before any work is done: OUTPUT_EXISTS for a file that is there (never an input, even with
 * `replace`), ARGUMENTS_INVALID where two results would go to one place.
 */
export async function planOutputs(plan: OutputPlan): Promise<readonly string[]> {
  const toDirectory = plan.out !== undefined && plan.out !== standardOutput && (await isDirectory(plan.out));
  if (plan.inputs.length > 1 && plan.out !== undefined && !toDirectory)
    throw appError('ARGUMENTS_INVALID', [`with several articles, --out must be a directory that is there.`]);
  const inputPaths: ReadonlySet<string> = new Set(
    plan.inputs.flatMap(({ file }) => (file === standardInput ? [] : [resolve(file)])),
  );
  const place = { ...plan, inputPaths, outIs: toDirectory ? 'directory' : 'file' } as const;
  const outputs = plan.inputs.map((input) => outputOf(input, place));
  refuseTwins(outputs);
  for (const output of outputs) await refuseExisting(output, place);
  return outputs;
}

interface Place extends Pick<OutputPlan, 'out' | 'extension' | 'whenThere'> {
  readonly inputPaths: ReadonlySet<string>;
  readonly outIs: 'directory' | 'file';
}

function outputOf({ file, line }: PlannedInput, { inputPaths, out, outIs, extension }: Place): string {
  if (out !== undefined && outIs === 'file') return out;
  if (file === standardInput && out === undefined) return standardOutput;
  const stem = file === standardInput ? 'stdin' : basename(file, extname(file));
  const name = line === undefined ? stem : `${stem}.${line}`;
  const directory = out ?? dirname(file);
  const usual = join(directory, `${name}.${extension}`);
  return inputPaths.has(resolve(usual)) ? join(directory, `${name}.en.${extension}`) : usual;
}

function refuseTwins(outputs: readonly string[]): void {
  const seen = new Set<string>();
  const twin = outputs.find((output) => seen.size === seen.add(resolve(output)).size);
  if (twin !== undefined)
    throw appError('ARGUMENTS_INVALID', [`two of the results would both be written to ${twin}.`]);
}

async function refuseExisting(output: string, { inputPaths, whenThere }: Place): Promise<void> {
  if (output === standardOutput) return;
  if (inputPaths.has(resolve(output)) || (whenThere === 'refuse' && (await exists(output))))
    throw appError('OUTPUT_EXISTS', [output]);
}

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
