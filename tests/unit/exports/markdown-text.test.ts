import { expect, test } from 'vitest';
import { markdownText } from '../../../exports/markdown-text.ts';

test.each([
  ['# 1 in the charts', String.raw`\# 1 in the charts`],
  ['1. first', String.raw`1\. first`],
  ['2024) a year', String.raw`2024\) a year`],
  ['- he said', String.raw`\- he said`],
  ['+20 2 1234', String.raw`\+20 2 1234`],
  ['=====', String.raw`\=====`],
  ['> quoted', String.raw`\> quoted`],
  ['*never* _mind_', String.raw`\*never\* \_mind\_`],
  ['[a](b) ![c](d)', String.raw`\[a\](b) !\[c\](d)`],
  ['<script>&lt;', String.raw`\<script\>\&lt;`],
  ['C:\\new `code` a|b ~~c~~', String.raw`C:\\new \`code\` a\|b \~\~c\~\~`],
  ['12.5% - well, a dash.', '12.5% - well, a dash.'],
])('%j shows as it is, with no markup in it', (text, markdown) => {
  expect(markdownText(text)).toBe(markdown);
});
