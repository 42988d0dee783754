import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCatalogue, readErrorDocument } from '../../support/error-reference.ts';

const path = join(import.meta.dirname, '../../../docs/errors.md');

test('docs/errors.md lists every error with its status, who may retry, and its sentence', () => {
  expect(readErrorDocument(readFileSync(path, 'utf8'))).toEqual(readCatalogue());
});
