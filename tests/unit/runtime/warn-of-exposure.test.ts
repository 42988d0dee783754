import { expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { warnOfExposure } from '../../../runtime/config/warn-of-exposure.ts';

function warningsFor(host: string): number {
  let warnings = 0;
  warnOfExposure({ host }, { ...silentLogger, warn: () => (warnings += 1) });
  return warnings;
}

test.each(['0.0.0.0', '::', '192.168.1.5', 'news.example.org', '127.evil.org', 'localhost.example.org'])(
  'an API on %s is warned of',
  (host) => {
    expect(warningsFor(host)).toBe(1);
  },
);

test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('an API on %s is not', (host) => {
  expect(warningsFor(host)).toBe(0);
});
