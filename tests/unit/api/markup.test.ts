import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openMarkup } from '../../../api/libretranslate/markup.ts';

/** Every piece in angle brackets, put back. */
function translated(html: string): string {
  const { pieces, join } = openMarkup(html, 'html');
  return join(pieces.map((piece) => `[${piece.trim()}]`));
}

test.each([
  ['<p>واحد <b class="x">اثنان</b></p>', '<p>[واحد]<b class="x">[اثنان]</b></p>'],
  ['<p>A &amp; B &lt;C&gt;</p>', '<p>[A &amp; B &lt;C&gt;]</p>'],
  ['<script>var x = "نص";</script>نص<!-- نص -->', '<script>var x = "نص";</script>[نص]<!-- نص -->'],
  ['<img alt="نص"><br>\n<a href="/?a=1&b=2">نص</a>', '<img alt="نص"><br>\n<a href="/?a=1&b=2">[نص]</a>'],
  ['<p>نص غير مغلق', '<p>[نص غير مغلق]'],
  ['بلا وسوم', '[بلا وسوم]'],
])('%s keeps its tags', (html, expected) => {
  expect(translated(html)).toBe(expected);
});

test('tags come through byte for byte, whatever the HTML', () => {
  const parts = [
    '<p>',
    '</p>',
    '<b a="1">',
    '<br/>',
    '<!--c-->',
    '<',
    '>',
    '&',
    '&amp;',
    'نص',
    ' ',
    '<style>',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 12 }), (chosen) => {
      const html = chosen.join('');
      const { pieces, join } = openMarkup(html, 'html');
      expect(openMarkup(join(pieces), 'html').pieces).toEqual(pieces);
    }),
  );
});

test('text in plain form is one piece, angle brackets or not', () => {
  expect(openMarkup('<p>نص', 'text').pieces).toEqual(['<p>نص']);
  expect(openMarkup('نص', 'text').join(['text <b>'])).toBe('text <b>');
});
