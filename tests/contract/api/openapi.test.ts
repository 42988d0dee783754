import { afterAll, beforeAll, expect, test } from 'vitest';
import { readVersion } from '../../../runtime/read-version.ts';
import { jsonOf, openTestApi, type TestApi } from '../../support/test-api.ts';

/*
 * The description of the API, as programs and people get it. `npm run openapi` writes docs/openapi.json anew.
 */

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

let api: TestApi;
let description: Description;
beforeAll(async () => {
  const version = await readVersion();
  api = await openTestApi({ replace: () => ({ version }) });
  description = await jsonOf<Description>(await api.get('/openapi.json'));
});
afterAll(async () => {
  await api.close();
});

test('docs/openapi.json says what the server says', async () => {
  await expect(`${JSON.stringify(description, null, 2)}\n`).toMatchFileSnapshot('../../../docs/openapi.json');
});

test('it is OpenAPI 3.1, and every operation has a name, a summary, a group and its refusals', () => {
  expect(description.openapi).toBe('3.1.0');
  const operations = Object.values(description.paths).flatMap((path) => Object.values(path));
  expect(operations.length).toBeGreaterThan(7);
  for (const operation of operations) {
    expect(operation).toMatchObject({
      operationId: expect.any(String) as string,
      summary: expect.any(String) as string,
      tags: [expect.any(String) as string],
    });
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['4XX', '5XX']));
  }
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
});

test('what a document, a segment and a problem are is said once', () => {
  const paths = JSON.stringify(description.paths);
  for (const name of ['Document', 'DocumentWithEta', 'Segment', 'Revision', 'Problem']) {
    expect(description.components.schemas).toHaveProperty(name);
    expect(paths).toContain(`"$ref":"#/components/schemas/${name}"`);
  }
});

test('the reference comes whole from this server, and no script stands in the page', async () => {
  const page = await api.get('/docs');
  const html = await page.text();
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
  expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
  expect(html).not.toMatch(/<script[^>]*>\s*\S+\s*<\/script>|<style| style=| on\w+=|https?:\/\//);
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file!);
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) expect((await api.get(file)).status).toBe(200);
});
