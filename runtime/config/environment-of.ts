import type { Config } from './read-config.ts';
import { settings } from './setting.ts';

/** The environment that makes another process read the same `config`: readConfig(environmentOf(config)) equals it. */
export function environmentOf(config: Config): Readonly<Record<string, string>> {
  return Object.fromEntries(
    settings.flatMap(({ name, setting }) => {
      const value = config[name];
      return value === undefined ? [] : [[setting.variable, String(value)]];
    }),
  );
}
