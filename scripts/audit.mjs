// @ts-check
/*
 * Asks the registry whether dependencies that users get have known holes. Fails from severity high. A registry that does
 * not answer (closed networks, mirrors) is told loudly and fails nothing: there is nothing that could be mended here.
 */
import { execFile } from 'node:child_process';
import { exit, platform } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const timeoutMs = 60_000;

/** @typedef {{ name: string, severity: string, range: string }} Finding */
/** @typedef {{ vulnerabilities?: Record<string, Finding>, message?: string }} Report */

/** npm exits with 1 for holes and for no answer alike; only its report tells them apart. @returns {Promise<Report>} */
function askRegistry() {
  const npm = platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = { cwd: root, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(npm, ['audit', '--omit=dev', '--json'], options, (_error, stdout) => {
      try {
        /** @type {Report} */
        const report = JSON.parse(stdout);
        resolve(report);
      } catch {
        resolve({ message: 'no report' });
      }
    });
  });
}

const { vulnerabilities, message } = await askRegistry();
if (vulnerabilities === undefined) {
  console.error(
    `WARNING: dependencies NOT AUDITED, the registry did not answer: ${message ?? 'no reason given'}`,
  );
  exit(0);
}
const grave = Object.values(vulnerabilities).filter(({ severity }) =>
  ['high', 'critical'].includes(severity),
);
for (const { name, severity, range } of grave) console.error(`${severity}: ${name} ${range}`);
console.log(`${grave.length === 0 ? 'ok    ' : 'FAILED'} audit`);
exit(grave.length === 0 ? 0 : 1);
