import { describe, expect, test } from 'vitest';
import { appError } from '../../../core/app-error.ts';
import type { Logger } from '../../../core/logger.ts';
import { createLogger } from '../../../runtime/logger.ts';

/** What `use` makes the logger write, as text. */
function written(use: (log: Logger) => void, logFormat: 'json' | 'pretty' = 'json'): string {
  let text = '';
  const destination = { write: (line: string) => void (text += line) };
  use(createLogger({ logLevel: 'info', logFormat }, 'api', destination));
  return text;
}

describe('a line', () => {
  test('says which process, when, how important and what, with typed fields', () => {
    const line = written((log) => {
      log.info({ documentId: 'd-1', paragraphs: 6 }, 'document accepted');
    });
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u) as unknown,
      process: 'api',
      pid: process.pid,
      documentId: 'd-1',
      paragraphs: 6,
      msg: 'document accepted',
    });
  });

  test('below the chosen level is not written', () => {
    const text = written((log) => {
      log.debug({}, 'detail');
    });
    expect(text).toBe('');
  });

  test('for people stands on one line, with the process in it', () => {
    const text = written((log) => {
      log.warn({ code: 'NOT_READY' }, 'waiting');
    }, 'pretty');
    expect(text).toMatch(/WARN.*\[api\] waiting/u);
    expect(text).toContain('NOT_READY');
  });
});

describe('a password in a URL is never written', () => {
  const url = 'postgres://muwazi:hunter2@db:5432/muwazi?sslpassword=hunter2';
  const uses: readonly (readonly [string, (log: Logger) => void])[] = [
    [
      'in a field',
      (log) => {
        log.info({ url, next: 'a@b' }, 'connected');
      },
    ],
    [
      'deep in a field',
      (log) => {
        log.info({ a: { b: [url] } }, 'connected');
      },
    ],
    [
      'in an error',
      (log) => {
        log.error({ err: new Error(`cannot reach ${url}`) }, 'failed');
      },
    ],
    [
      'in the cause of an error',
      (log) => {
        log.error({ err: appError('STORE_UNAVAILABLE', [], { cause: new Error(url) }) }, 'failed');
      },
    ],
    [
      'with quotes and an @ in it',
      (log) => {
        log.info({ url: 'redis://u:a"hun@ter2@h' }, 'connected');
      },
    ],
  ];
  test.each(uses)('%s', (_where, use) => {
    for (const format of ['json', 'pretty'] as const) {
      const text = written(use, format);
      expect(text).not.toMatch(/hunter2|ter2/u);
      expect(text).toContain(':***@');
      if (format === 'json') expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
  });
});
