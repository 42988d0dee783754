import fc from 'fast-check';
import { expect, test } from 'vitest';
import { xmlAttribute, xmlText } from '../../../exports/xml-text.ts';
import { parseXml } from '../../support/parse-xml.ts';
import { textWith } from '../../support/text-with.ts';

test('Arabic, marks and emoji are written as they are', () => {
  expect(xmlText('«مُوازٍ» \u200f— 😀')).toBe('«مُوازٍ» \u200f— 😀');
});

test('markup in an article stays text', () => {
  expect(xmlText(`<b>&amp; "x" 'y'</b>`)).toBe('&lt;b&gt;&amp;amp; &quot;x&quot; &apos;y&apos;&lt;/b&gt;');
});

test.each(['\0', '\u0008', '\u000b', '\u001f', '\uffff', '\ufffe', '\ud800', '\udc00'])(
  '%j, which XML 1.0 forbids, becomes the replacement character',
  (character) => {
    expect(xmlText(`a${character}b`)).toBe('a\ufffdb');
  },
);

test('any other text is read back from an element and from an attribute exactly', () => {
  const text = textWith('\r', '\n', '\t', '&', '<', '>', '"', "'");
  fc.assert(
    fc.property(text, (given) => {
      const [element] = parseXml(`<e a="${xmlAttribute(given)}">${xmlText(given)}</e>`);
      const expected = given.replace(/[\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
      expect(element?.text).toBe(expected);
      expect(element?.attributes['a']).toBe(expected);
    }),
  );
});
