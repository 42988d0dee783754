import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../../../extracts/decode-bytes.ts';
import { inUtf16, inWindows1256 } from '../../support/sample-files.ts';

const text = 'قال الوزير: «النمو ٣٪» — ثم غادر،\r\nوعاد.\n';

describe('an encoding is found', () => {
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little end first', inUtf16(text, 'little')],
    ['UTF-16, big end first', inUtf16(text, 'big')],
  ])('%s', (_, bytes) => {
    expect(decodeBytes(bytes)).toBe(text);
  });

  test('Windows-1256, by its Arabic', () => {
    const old = 'قال الوزير: «النمو 3%» – ثم غادر،\r\nوعاد.';
    expect(decodeBytes(inWindows1256(old))).toBe(old);
  });

  test('ISO 8859-6, whose letters Windows-1256 has elsewhere', () => {
    const bytes = Buffer.from([0xe7, 0xe4, 0xe1, 0xe8, 0xea, 0xe1, 0xd7, 0x20, 0xc7, 0xe4]);
    expect(decodeBytes(bytes)).toBe(new TextDecoder('iso-8859-6').decode(bytes));
  });
});

test('a declared encoding is believed, a byte order mark before it', () => {
  const french = inWindows1256('été à Paris');
  expect(decodeBytes(french, 'windows-1256')).toBe('été à Paris');
  expect(decodeBytes(inUtf16(text, 'little'), 'utf-8')).toBe(text);
});

test.each([
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), undefined],
  ['bytes at random', Buffer.from(Array.from({ length: 999 }, (_, n) => (n * 7_919) % 256)), undefined],
  ['French in Latin letters', Buffer.from('\xe9t\xe9 \xe0 la plage', 'latin1'), undefined],
  ['NUL in UTF-8', Buffer.from('قال\0'), undefined],
  ['what is not as declared', inWindows1256('قال'), 'utf-8'],
  ['an encoding nobody knows', Buffer.from('قال'), 'klingon'],
])('%s is no text', (_, bytes, declared) => {
  expect(() => decodeBytes(bytes, declared)).toThrow(
    expect.objectContaining({ code: 'FILE_NOT_TEXT' }) as Error,
  );
});
