import { expect, test } from 'vitest';
import { describeBytes } from '../../../cli/describe-bytes.ts';
import { describeDuration } from '../../../cli/describe-duration.ts';
import { exitCodeOf } from '../../../cli/exit-codes.ts';
import { isolateArabic } from '../../../cli/isolate-text.ts';
import { drawProgress } from '../../../cli/progress-line.ts';
import { namedServerAddress, serverAddress } from '../../../cli/server-address.ts';
import { layOutSideBySide } from '../../../cli/side-by-side.ts';
import { appError } from '../../../core/app-error.ts';

test.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [200, '3 min 20 s'],
  [7_500, '2 h 05 min'],
])('%d seconds are shown as %s', (seconds, text) => {
  expect(describeDuration(seconds)).toBe(text);
});

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_400_000_000, '1.4 GB'],
  [12_000_000, '12 MB'],
])('%d bytes are shown as %s', (bytes, text) => {
  expect(describeBytes(bytes)).toBe(text);
});

test.each([10, 30, 60, 200])('the progress line fits %d columns', (columns) => {
  const progress = { finished: 3, total: 9, paragraphsPerMinute: 12.3, secondsLeft: 30 };
  expect(drawProgress(progress, columns).length).toBeLessThan(columns);
});

test('an article cannot steer the terminal that shows it', () => {
  expect(isolateArabic('خبر\u001B[2J\u2069')).toBe('\u2067خبر [2J \u2069');
  const text = layOutSideBySide([{ source: 'خبر', target: 'a \u001B]0;title\u0007 b' }], { columns: 60 });
  expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/u);
});

test.each([
  [appError('ARGUMENTS_INVALID', ['x']), 2],
  [appError('EXPORT_FORMAT_UNKNOWN', ['x', 'y']), 2],
  [appError('TEXT_NOT_ARABIC', []), 65],
  [appError('PARAGRAPH_TOO_LONG', [2, 1]), 65],
  [appError('INPUT_UNREADABLE', ['x', 'y']), 66],
  [appError('SERVER_UNREACHABLE', ['x']), 69],
  [appError('OUTPUT_EXISTS', ['x']), 73],
  [appError('CONFIG_INVALID', ['x']), 78],
  [appError('DATA_DIR_HELD', ['x', 'y']), 78],
  [appError('DOCUMENT_UNKNOWN', ['x']), 1],
  [new Error('anything'), 1],
])('$code ends with its exit code', (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});

test('the server is the one named on the command line, else MUWAZI_URL, else this machine', () => {
  const env = { MUWAZI_URL: 'http://news:3000/' };
  expect(serverAddress('https://desk.example/muwazi/', env)).toBe('https://desk.example/muwazi');
  expect(serverAddress(undefined, env)).toBe('http://news:3000');
  expect(serverAddress(undefined, {})).toBe('http://127.0.0.1:3000');
});

test('an address that is none is refused before anything is sent', () => {
  expect(() => namedServerAddress('localhost:3000', {})).toThrow('--server');
  expect(() => namedServerAddress('http://user:secret@host', {})).toThrow('without user');
  expect(() => namedServerAddress(undefined, { MUWAZI_URL: 'x' })).toThrow('MUWAZI_URL');
});
