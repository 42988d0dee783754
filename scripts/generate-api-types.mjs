// @ts-check
/* The types of the API's requests and answers for the pages in web/, from docs/openapi.json. Does nothing when they are there. */
import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';

const target = join('web', 'server', 'openapi.gen.d.ts');

/**
 * @param {string} root
 */
export async function generateApiTypes(root) {
  const document = await readFile(join(root, 'docs', 'openapi.json'), 'utf8');
  const mark = `// ${createHash('sha256').update(document).digest('hex')}\n`;
  const present = await readFile(join(root, target), 'utf8').catch(() => '');
  if (present.startsWith(mark)) return;
  const { default: generate, astToString } = await import('openapi-typescript');
  const text = mark + astToString(await generate(document));
  // Written beside and renamed: whoever compiles meanwhile sees the old types or the new ones.
  const fresh = join(root, `${target}.${String(process.pid)}`);
  await writeFile(fresh, text);
  await rename(fresh, join(root, target));
}
