import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readNewsArticle, readSampleArticle } from '../support/articles.ts';
import { redisMissing, startRedisServer, type RedisServer } from '../support/redis-server.ts';
import { startServer, type RunningServer } from '../support/running-server.ts';
import { exportRows, exportText, joinSource, submitArticle, waitForEnd } from '../support/submit-article.ts';

const article = readNewsArticle() ?? readSampleArticle();
const noRedis = redisMissing();
if (noRedis !== undefined) console.warn(noRedis);
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

describe.each(['postgres', 'redis'] as const)('an article through the %s queue', (backend) => {
  const skipped = backend === 'redis' && noRedis !== undefined;
  let redis: RedisServer | undefined;
  let server: RunningServer;
  let id: string;

  beforeAll(async () => {
    if (skipped) return;
    redis = backend === 'redis' ? await startRedisServer() : undefined;
    server = await startServer({ env: redis === undefined ? {} : { REDIS_URL: redis.url } });
    id = await submitArticle(server, article);
    await waitForEnd(server, id);
  });

  afterAll(async () => {
    if (skipped) return;
    expect(await server.stop()).toBe(0);
    await redis?.remove();
  });

  test.skipIf(skipped)('comes back done, every sentence beside a translation', async () => {
    const rows = await exportRows(server, id);
    expect(rows.length).toBeGreaterThanOrEqual(14);
    expect(joinSource(rows)).toBe(article);
    expect(new Set(rows.map((row) => row.segmentId)).size).toBe(rows.length);
    for (const row of rows) {
      expect(row.target).toMatch(/\p{Letter}/u);
      expect(row.origin).toBe('model');
      expect(row.confidence).toBeGreaterThan(0);
      expect(row.confidence).toBeLessThanOrEqual(1);
    }
  });

  test.skipIf(skipped)('has one TSV line per sentence', async () => {
    const rows = await exportRows(server, id);
    const lines = (await exportText(server, id, 'tsv')).trimEnd().split('\n');
    expect(lines.length).toBe(rows.length + 1);
  });

  test.skipIf(skipped || !hasXmllint)('is a TMX file that its DTD accepts', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'muwazi-tmx-')), 'article.tmx');
    writeFileSync(path, await exportText(server, id, 'tmx'));
    const dtd = resolve(import.meta.dirname, '../fixtures/tmx14.dtd');
    execFileSync('xmllint', ['--noout', '--nonet', '--dtdvalid', dtd, path]);
  });

  test.skipIf(skipped)('says ready', async () => {
    const answer = await server.request('/health/ready');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ status: 'ready', parts: { workers: { ready: 1 } } });
  });
});
