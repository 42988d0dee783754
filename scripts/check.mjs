// @ts-check
/* Everything that can be said about the code without running it: all are run and reported, whatever the first says. */
import { join } from 'node:path';
import { execPath, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { generateApiTypes } from './generate-api-types.mjs';
import { runQuietly } from './run-quietly.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const checks = [
  { name: 'format', command: ['prettier/bin/prettier.cjs', '--check', '.'] },
  { name: 'lint', command: ['eslint/bin/eslint.js', '--max-warnings=0', '.'] },
  { name: 'types', command: ['typescript/bin/tsc', '--noEmit', '-p', '.'] },
  { name: 'types of the pages', command: ['typescript/bin/tsc', '--noEmit', '-p', 'web'] },
  { name: 'unused', command: ['knip/bin/knip.js'] },
];

await generateApiTypes(root);

const failed = [];
for (const { name, command } of checks) {
  const [script = '', ...args] = command;
  const { code, output } = await runQuietly([execPath, join(root, 'node_modules', script), ...args], root);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  if (code !== 0) {
    failed.push(name);
    console.log(output.trimEnd());
  }
}
exit(failed.length === 0 ? 0 : 1);
