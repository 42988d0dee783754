import { expect, test } from 'vitest';
import { isNewline, isNewlineCode, isWhiteSpace, isWhiteSpaceCode } from '../../../text/white-space.ts';

test('white space is the same for a character and for its code', () => {
  for (let code = 0; code <= 0xffff; code += 1) {
    const char = String.fromCharCode(code);
    if (isWhiteSpaceCode(code) !== isWhiteSpace(char) || isNewlineCode(code) !== isNewline(char))
      expect.fail(`U+${code.toString(16)}`);
  }
});
