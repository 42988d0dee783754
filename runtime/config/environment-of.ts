import type { Config, Environment } from './read-config.ts';
import { settings } from './setting.ts';

/**
 * The environment that makes another process read the same `config`: readConfig(environmentOf(config)) equals it.
 * Settings without a value are there as undefined, so that laid over our own environment they are unset.
 */
export function environmentOf(config: Config): Environment {
  return Object.fromEntries(
    settings.map(({ name, setting }) => {
      const value = config[name];
      return [setting.variable, value === undefined ? undefined : String(value)];
    }),
  );
}
