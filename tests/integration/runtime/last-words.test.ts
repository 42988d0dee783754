import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const logger = pathToFileURL(resolve(import.meta.dirname, '../../../dist/runtime/logger.js')).href;

test.each(['json', 'pretty'])('what is logged right before a process exits is not lost (%s)', (logFormat) => {
  const script = `
    import { createLogger } from '${logger}';
    const log = createLogger({ logLevel: 'info', logFormat: '${logFormat}' }, 'api');
    for (let line = 1; line <= 2000; line++) log.info({ line }, 'words');
    process.exit(3);`;
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect(status).toBe(3);
  expect(stdout.match(/words/gu)).toHaveLength(2000);
});
