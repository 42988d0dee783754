import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { appError } from '../../core/app-error.ts';
import { standardInput } from './read-article.ts';
import type { WhenThere } from './save-file.ts';

export const standardOutput = '-';

export interface OutputPlan {
  /** The files that are read; `-` for standard input. */
  readonly inputs: readonly string[];
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
    throw appError('ARGUMENTS_INVALID', [`with several files, --out must be a directory that is there.`]);
  const outputs = plan.inputs.map((input) => outputOf(input, plan, toDirectory ? 'directory' : 'file'));
  refuseTwins(outputs);
  for (const output of outputs) await refuseExisting(output, plan);
  return outputs;
}

function outputOf(
  input: string,
  { inputs, out, extension }: OutputPlan,
  outIs: 'directory' | 'file',
): string {
  if (out !== undefined && outIs === 'file') return out;
  if (input === standardInput && out === undefined) return standardOutput;
  const name = input === standardInput ? 'stdin' : basename(input, extname(input));
  const directory = out ?? dirname(input);
  const usual = join(directory, `${name}.${extension}`);
  const isInput = inputs.some((other) => resolve(other) === resolve(usual));
  return isInput ? join(directory, `${name}.en.${extension}`) : usual;
}

function refuseTwins(outputs: readonly string[]): void {
  const twin = outputs.find(
    (output, index) => outputs.findIndex((other) => resolve(other) === resolve(output)) !== index,
  );
  if (twin !== undefined)
    throw appError('ARGUMENTS_INVALID', [`two of the files would both be written to ${twin}.`]);
}

async function refuseExisting(output: string, { inputs, whenThere }: OutputPlan): Promise<void> {
  if (output === standardOutput) return;
  const isInput = inputs.some((input) => input !== standardInput && resolve(input) === resolve(output));
  if (isInput || (whenThere === 'refuse' && (await exists(output))))
    throw appError('OUTPUT_EXISTS', [output]);
}

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
