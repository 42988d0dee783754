import { join, resolve } from 'node:path';
import type { Static } from 'typebox';
import { Value } from 'typebox/value';
import { appError } from '../../core/app-error.ts';
import { configSchema } from './config-schema.ts';
import { defaultWorkers, thisMachine, type Machine } from './default-workers.ts';
import { findUnknownVariables } from './find-unknown-variables.ts';
import { hideSecret } from './hide-secret.ts';
import { describeValues, settings, type Setting } from './setting.ts';

/** The settings of one process, complete and in range. Directories are absolute. */
export type Config = Readonly<Static<typeof configSchema>>;

/** One thing to mend; the sentence a person reads is made from it. */
export interface ConfigProblem {
  readonly variable: string;
  /** As it stands in the environment, secrets hidden; null where the variable itself is the problem. */
  readonly value: string | null;
  readonly expected: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads all settings from `env`, once per process.
 *
 * Rejects everything that is not understood, with CONFIG_INVALID naming all problems at once (`details.problems`):
 * an empty value, a fraction, a number out of range, and any MUWAZI_ variable that does not exist. Variables of others
 * are left alone.
 *
 * @param machine what `workers` and `threads` depend on where they are not given
 */
export function readConfig(env: Environment, machine = thisMachine()): Config {
  const problems: ConfigProblem[] = [...findUnknownVariables(env)];
  const values: Record<string, string | number> = {};
  for (const { name, schema, setting } of settings) {
    const raw = env[setting.variable];
    if (raw === undefined) {
      if (setting.default !== undefined) values[name] = setting.default;
      continue;
    }
    const value = parse(raw, setting);
    if (Value.Check(schema, value)) values[name] = value;
    else problems.push(problemOf(raw, setting));
  }
  if (problems.length > 0) throw appError('CONFIG_INVALID', [listOf(problems)], { details: { problems } });
  return complete(values, machine);
}

/** Digits only: Number() would take '', ' 7', '0x10' and '1e3' as well. */
function parse(raw: string, setting: Setting): string | number {
  return setting.type === 'integer' && /^\d{1,15}$/u.test(raw) ? Number(raw) : raw;
}

function problemOf(raw: string, setting: Setting): ConfigProblem {
  const value = setting.secret === true ? hideSecret(raw) : raw;
  return { variable: setting.variable, value, expected: describeValues(setting) };
}

function listOf(problems: readonly ConfigProblem[]): string {
  return problems
    .map(({ variable, value, expected }) => {
      const problem = value === null ? 'does not exist' : `is "${value}"`;
      return `- ${variable} ${problem}; expected ${expected}.`;
    })
    .join('\n');
}

/** Fills in the defaults that depend on other settings and makes directories absolute. */
function complete(values: Readonly<Record<string, string | number>>, machine: Machine): Config {
  const dataDir = resolve(String(values['dataDir']));
  const workers = Number(values['workers'] ?? defaultWorkers(machine));
  const config = {
    workers,
    threads: Math.max(1, Math.floor(machine.cores / Math.max(1, workers))),
    ...values,
    dataDir,
    modelsDir:
      values['modelsDir'] === undefined ? join(dataDir, 'models') : resolve(String(values['modelsDir'])),
  };
  Value.Assert(configSchema, config);
  return config;
}
