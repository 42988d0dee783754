import { expect, test } from 'vitest';
import { isLoopback } from '../../../runtime/config/is-loopback.ts';

test.each(['0.0.0.0', '::', '192.168.1.5', 'news.example.org', '127.evil.org', 'localhost.example.org'])(
  'a server on %s can be reached by others',
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);

test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('a server on %s cannot', (host) => {
  expect(isLoopback(host)).toBe(true);
});
