import { AppError } from '../../core/app-error.ts';
import {
  readConfig,
  type Config,
  type ConfigProblem,
  type Environment,
} from '../../runtime/config/read-config.ts';
import { failed, ok, warning, type Finding } from './finding.ts';

export interface SettingsCheck {
  readonly findings: readonly Finding[];
  /** Of the settings that can be understood, so that the other checks have something to look at. */
  readonly config: Config;
}

/** Reads the settings as a server would: one finding for each that it would refuse. */
export function checkSettings(env: Environment): SettingsCheck {
  try {
    return { findings: [ok('settings', 'All are understood.')], config: readConfig(env) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'CONFIG_INVALID') throw error;
    const problems = error.details['problems'] as readonly ConfigProblem[]; // what readConfig() puts there
    const wrong = new Set(problems.map(({ variable }) => variable));
    const understood = Object.fromEntries(Object.entries(env).filter(([name]) => !wrong.has(name)));
    return { findings: problems.map(findingOf), config: readConfig(understood) };
  }
}

function findingOf({ variable, value, expected }: ConfigProblem): Finding {
  const code = 'CONFIG_INVALID';
  if (value === null) {
    const found = `${variable} does not exist.`;
    return failed('settings', { code, found, advice: `Write ${expected}, or unset it.` });
  }
  const found = `${variable} is "${value}".`;
  return failed('settings', { code, found, advice: `Set it to ${expected}, or unset it.` });
}

/** More computing threads than cores make each other wait. */
export function checkThreads(
  { workers, threads }: Pick<Config, 'workers' | 'threads'>,
  cores: number,
): Finding {
  const busy = workers * threads;
  const found = `${workers} × ${threads} threads on ${cores} cores.`;
  if (busy <= cores) return ok('threads', found);
  const advice = 'Unset MUWAZI_THREADS, or lower it or MUWAZI_WORKERS.';
  return warning('threads', { code: 'THREADS_TOO_MANY', found, advice });
}
