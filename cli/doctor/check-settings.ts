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
  if (value === null)
    return failed('settings', `${variable} does not exist.`, `Write ${expected}, or unset it.`);
  return failed('settings', `${variable} is "${value}".`, `Set it to ${expected}, or unset it.`);
}

/** More computing threads than cores make each other wait. */
export function checkThreads(
  { workers, threads }: Pick<Config, 'workers' | 'threads'>,
  cores: number,
): Finding {
  const busy = workers * threads;
  const found = `${workers} × ${threads} threads on ${cores} cores.`;
  if (busy <= cores) return ok('threads', found);
  return warning('threads', found, 'Unset MUWAZI_THREADS, or lower it or MUWAZI_WORKERS.');
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/iu;

/** A server that other machines reach. */
export function checkExposure({ host }: Pick<Config, 'host'>): Finding {
  if (loopback.test(host)) return ok('network', `${host}: this machine only.`);
  return warning(
    'network',
    `${host}: other machines reach the server.`,
    'Unset MUWAZI_HOST, or put something in front that asks who is there.',
  );
}
