import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { readModelConfig } from '../../../models/engine/model-config.ts';
import { findModelFiles } from '../../../models/engine/model-files.ts';
import { embeddedModelDirectory, embeddedModelId } from '../../../models/registry/embedded-model.ts';
import { findFaults } from '../../../models/registry/find-faults.ts';
import { findManifest, listManifests, shippedManifests } from '../../../models/registry/find-manifests.ts';
import { recordedFiles } from '../../../models/registry/installed-model.ts';
import { layoutManifest } from '../../../models/registry/layout-manifest.ts';
import { parseManifest, type ModelManifest } from '../../../models/registry/model-manifest.ts';
import { modelRevision } from '../../../models/registry/model-revision.ts';

let modelsDir: string;
beforeEach(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'muwazi-manifests-'));
  await mkdir(join(modelsDir, 'manifests'));
});
afterEach(async () => {
  await rm(modelsDir, { recursive: true });
});

async function embeddedManifest(): Promise<ModelManifest> {
  const manifest = await findManifest(modelsDir, embeddedModelId);
  if (manifest === undefined) throw new Error('the embedded model has no manifest');
  return manifest;
}

test('the embedded model is what its manifest says, to the byte', async () => {
  const manifest = await embeddedManifest();
  const directory = embeddedModelDirectory();
  expect(await findFaults(directory, manifest)).toEqual([]);
  const { encoder, decoder } = await findModelFiles(directory);
  const paths = recordedFiles(manifest).map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining([encoder, decoder, 'config.json', 'tokenizer.json']));
  expect(manifest.revision).toBe(await modelRevision(directory));
  const { maxSourceTokens, maxTargetTokens } = await readModelConfig(directory);
  expect(manifest.limits).toEqual({ sourceTokens: maxSourceTokens, targetTokens: maxTargetTokens });
  expect(manifest.scores.map(({ revision }) => revision)).toEqual([manifest.revision]);
});

test('every shipped manifest can be read and is complete where only we can know', async () => {
  const manifests = await shippedManifests();
  expect(manifests.map(({ id }) => id).toSorted()).toEqual(['Xenova/opus-mt-ar-en', embeddedModelId]);
  for (const { licence, languages } of manifests) {
    expect(licence).not.toBe('NOASSERTION');
    expect(languages).toEqual({ source: 'ar', target: 'en' });
  }
});

test('opus-mt gets the files of SentencePiece from the repository that has them', async () => {
  const manifest = await findManifest(modelsDir, 'Xenova/opus-mt-ar-en');
  const origins = manifest?.sources.map(({ repository, files }) => [
    repository,
    files.map(({ path }) => path),
  ]);
  expect(origins).toContainEqual([
    'Helsinki-NLP/opus-mt-ar-en',
    expect.arrayContaining(['source.spm', 'target.spm', 'vocab.json']),
  ]);
});

test('the layout that is assumed without a manifest is the one the engine reads', async () => {
  const { encoder, decoder } = await findModelFiles(embeddedModelDirectory());
  const paths = layoutManifest('a/b').sources.flatMap(({ files }) => files.map(({ path }) => path));
  expect(paths).toEqual(expect.arrayContaining([encoder, decoder]));
});

test('a manifest of one’s own stands before a shipped one', async () => {
  const own = { ...layoutManifest('Xenova/opus-mt-ar-en'), about: 'ours', licence: 'MIT' };
  await writeFile(join(modelsDir, 'manifests', 'own.json'), JSON.stringify(own));
  const found = (await listManifests(modelsDir, silentLogger)).filter(({ id }) => id === own.id);
  expect(found).toEqual([own]);
});

test.each([
  ['no licence', { licence: undefined }, 'licence'],
  ['an empty licence', { licence: ' ' }, '/licence'],
  ['a negative size', { bytes: -1 }, '/sources/0/files/0/bytes'],
  ['half a hash', { sha256: 'abc' }, '/sources/0/files/0/sha256'],
  ['a path out of the directory', { path: '../../etc/passwd' }, '/sources/0/files/0/path'],
  ['an absolute path', { path: '/etc/passwd' }, '/sources/0/files/0/path'],
  ['a hidden file', { path: 'onnx/.x' }, '/sources/0/files/0/path'],
  ['an id out of the directory', { id: '../x' }, '/id'],
  ['a word that is none of ours', { license: 'MIT' }, 'license'],
])('%s is refused, and the field is named', (_what, change, field) => {
  const { id, ...rest } = layoutManifest('a/b');
  const inFile = 'bytes' in change || 'sha256' in change || 'path' in change;
  const file = inFile ? { path: 'config.json', ...change } : { path: 'config.json' };
  const sources = [{ repository: 'a/b', revision: 'main', files: [file] }];
  const manifest = { id, ...rest, licence: 'MIT', sources, ...(inFile ? {} : change) };
  const read = (): ModelManifest => parseManifest(JSON.stringify(manifest), 'x.json');
  expect(read).toThrow(expect.objectContaining({ code: 'MODEL_MANIFEST_INVALID' }) as Error);
  expect(read).toThrow(field);
});

test('a manifest that cannot be read names its file; the others can still be listed', async () => {
  const file = join(modelsDir, 'manifests', 'broken.json');
  await writeFile(file, '{');
  await expect(findManifest(modelsDir, 'a/b')).rejects.toMatchObject({
    code: 'MODEL_MANIFEST_INVALID',
    message: expect.stringContaining(file) as string,
  });
  expect((await listManifests(modelsDir, silentLogger)).length).toBe(2);
});
