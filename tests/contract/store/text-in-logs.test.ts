import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { createLogger } from '../../../runtime/logger.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../store/embedded/start-embedded-postgres.ts';
import { migrateStore } from '../../../store/migrate-store.ts';
import { openStore } from '../../../store/open-store.ts';
import type { Store } from '../../../store/store.ts';
import { ask, makeDataDir, removeDirectory } from '../../support/embedded-server.ts';
import { articleOf } from '../../support/test-store.ts';

let dataDir: string;
let server: EmbeddedPostgres;
let store: Store;

beforeAll(async () => {
  dataDir = await makeDataDir();
  server = await startEmbeddedPostgres({ dataDir, log: silentLogger });
  await migrateStore({ databaseUrl: server.databaseUrl, log: silentLogger });
  store = await openStore({ databaseUrl: server.databaseUrl, log: silentLogger });
});
afterAll(async () => {
  await store.close();
  await server.stop();
  await removeDirectory(dataDir);
});

test('a row that the database refuses is named in both logs, and its text is in neither', async () => {
  const text = 'كلام لا يخرج من المقالة';
  await ask(
    server.databaseUrl,
    `alter table muwazi.paragraphs add constraint short_for_a_test check (length(text) < 5)`,
  );
  const lines: string[] = [];
  const log = createLogger({ logLevel: 'info', logFormat: 'json' }, 'test', {
    write: (line) => void lines.push(line),
  });

  await store.documents.create(articleOf([text])).then(
    () => expect.fail('the constraint let the paragraph through'),
    (err: unknown) => {
      log.error({ err }, 'request failed');
    },
  );

  const serverLog = await readFile(path.join(dataDir, 'postgres', 'server.log'), 'utf8');
  for (const written of [lines.join(''), serverLog]) {
    expect(written).toContain('short_for_a_test');
    expect(written).not.toContain(text);
    expect(written).not.toContain('Failing row');
  }
});
