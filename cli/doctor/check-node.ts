import { failed, ok, type Finding } from './finding.ts';

/** As package.json's `engines` has it. */
const oldestNode = [20, 20] as const;

/** @param version as `process.versions.node` has it */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return ok('node', version);
  return failed('node', {
    code: 'NODE_TOO_OLD',
    found: `${version} is too old: ${oldestNode.join('.')} is needed.`,
    advice: 'Get a newer one from https://nodejs.org.',
  });
}
