import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { appError } from '../../core/app-error.ts';

/** What `npm run eval` was asked to do. */
export interface EvaluationArguments {
  /** `auto`, `embedded`, `owner/name` or a directory; see resolve-model.ts. */
  readonly model: string;
  /** The name of a set, or the PREFIX of PREFIX.ar and PREFIX.en. */
  readonly set: string;
  /** The JSON report of an earlier evaluation on the same set. */
  readonly baseline: string | null;
  /** Directory the report is written to. */
  readonly out: string;
  readonly modelsDir: string;
  readonly threads: number;
  /** Whether to hold the model to a glossary made from the set as well. */
  readonly glossary: boolean;
}

export const evaluationUsage = `npm run eval -- [options]

  --model MODEL       auto, embedded, owner/name or a directory     (default: auto)
  --set SET           flores-dev, or PREFIX of PREFIX.ar/PREFIX.en  (default: flores-dev)
  --baseline FILE     JSON report of an earlier run on the same set, to compare with
  --out DIRECTORY     where the report is written                   (default: out/evaluation)
  --models-dir DIR    where pulled models are                       (default: data/models)
  --threads N         threads that compute                          (default: all cores)
  --glossary          also with a glossary of the names in the set, and what it changes`;

const options = {
  model: { type: 'string', default: 'auto' },
  set: { type: 'string', default: 'flores-dev' },
  baseline: { type: 'string' },
  out: { type: 'string', default: 'out/evaluation' },
  'models-dir': { type: 'string', default: 'data/models' },
  threads: { type: 'string' },
  glossary: { type: 'boolean', default: false },
} as const;

/** Reads the command line. Throws ARGUMENTS_INVALID for an unknown option, a missing value or a word too many. */
export function parseEvaluationArguments(args: readonly string[]): EvaluationArguments {
  const values = readOptions(args);
  return {
    model: values.model,
    set: values.set,
    baseline: values.baseline ?? null,
    out: values.out,
    modelsDir: values['models-dir'],
    threads: parseThreads(values.threads),
    glossary: values.glossary,
  };
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw appError('ARGUMENTS_INVALID', [problem], { cause });
  }
}

function parseThreads(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  if (/^[1-9]\d{0,2}$/u.test(text)) return Number(text);
  throw appError('ARGUMENTS_INVALID', [`--threads must be a whole number from 1 to 999, not "${text}".`]);
}
