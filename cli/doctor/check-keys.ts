import { isLoopback } from '../../runtime/config/is-loopback.ts';
import type { Config } from '../../runtime/config/read-config.ts';
import { failed, ok, warning, type Finding } from './finding.ts';
import type { Probes } from './probes.ts';

const makeOne = 'Make one: muwazi keys create --role admin.';

/** A server that other machines reach does not start without a key. */
export async function checkKeys(config: Config, { hasKey }: Pick<Probes, 'hasKey'>): Promise<Finding> {
  const { host, keys } = config;
  const isLocal = isLoopback(host);
  if (isLocal && keys !== 'required') return ok('network', `${host}: this machine only.`);
  const reached = isLocal
    ? `${host}: this machine only, with a key`
    : `${host}: other machines reach the server`;
  switch (await hasKey(config)) {
    case 'yes':
      return ok('network', `${reached}; there is a key.`);
    case 'no':
      return failed('network', {
        code: 'KEYS_REQUIRED',
        found: `${reached}, and there is no key yet.`,
        advice: makeOne,
      });
    case 'unknown':
      return warning('network', {
        code: 'KEYS_NOT_SEEN',
        found: `${reached}; whether there is a key, only the running database knows.`,
        advice: `See "muwazi keys list". ${makeOne}`,
      });
  }
}
