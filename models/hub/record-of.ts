import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noAssertion } from '../registry/layout-manifest.ts';
import type { FileDigest } from '../registry/digest-file.ts';
import type { ModelManifest } from '../registry/model-manifest.ts';
import type { Stage } from './stage-files.ts';

/** The manifest with what came filled in: sizes and hashes as read back from the disk, commits, the content revision. */
export async function recordOf(
  manifest: ModelManifest,
  { directory, plan }: Stage,
  digests: readonly FileDigest[],
  revision: string,
): Promise<ModelManifest> {
  const files = plan.map(({ path, source, remote }, place) => {
    const { bytes = 0, sha256 = '' } = digests[place] ?? {};
    return { source, commit: remote.commit, file: { path, bytes, sha256 } };
  });
  const sources = manifest.sources.flatMap((source) => {
    const own = files.filter((one) => one.source === source);
    const commit = own.find((one) => one.commit !== undefined)?.commit;
    // An optional file may have been the only one.
    if (own.length === 0) return [];
    return [{ ...source, revision: commit ?? source.revision, files: own.map(({ file }) => file) }];
  });
  const licence = manifest.licence === noAssertion ? await licenceOnCard(directory) : manifest.licence;
  return { ...manifest, licence, revision, fetchedAt: new Date().toISOString(), sources };
}

/** The line `license:` in the front matter of the card, as the hub shows it. */
async function licenceOnCard(directory: string): Promise<string> {
  const card = await readFile(join(directory, 'README.md'), 'utf8').catch(() => '');
  const [, frontMatter = ''] = /^---\r?\n([^]*?)\r?\n---/u.exec(card) ?? [];
  const [, licence = ''] = /^license:[ \t]*["']?([\w.+-]+)/mu.exec(frontMatter) ?? [];
  return licence === '' ? noAssertion : licence;
}
