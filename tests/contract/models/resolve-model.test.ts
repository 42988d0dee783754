import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { silentLogger } from '../../../core/logger.ts';
import { readHubSettings } from '../../../models/hub/hub-settings.ts';
import { embeddedModelDirectory } from '../../../models/registry/embedded-model.ts';
import { resolveModel } from '../../../models/resolve-model.ts';
import { startHubServer, type HubServer } from '../../support/hub-server.ts';

const embedded = embeddedModelDirectory();
let modelsDir: string;
let hub: HubServer | undefined;

beforeEach(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'muwazi-models-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await hub?.close();
  hub = undefined;
  await rm(modelsDir, { recursive: true });
});

const patience = { tries: 3, firstPauseMs: 1, longestPauseMs: 2 };

function resolve(choice: string) {
  const hubSettings = { ...readHubSettings(process.env), patience };
  return resolveModel({ choice, modelsDir, log: silentLogger, hub: hubSettings });
}

async function useHub(...args: Parameters<typeof startHubServer>): Promise<HubServer> {
  hub = await startHubServer(...args);
  vi.stubEnv('HF_ENDPOINT', hub.url);
  return hub;
}

test('with nothing pulled, auto is the embedded model', async () => {
  const [auto, byName] = [await resolve('auto'), await resolve('embedded')];
  expect(auto).toEqual(byName);
  expect(auto.directory).toBe(embedded);
  expect(auto.identity.id).toBe('muwazi-tiny-ar-en');
});

test('auto takes a better model once it is pulled, and only when it is whole', async () => {
  const directory = join(modelsDir, 'Xenova', 'opus-mt-ar-en');
  await cp(embedded, directory, { recursive: true });
  expect((await resolve('auto')).identity.id).toBe('Xenova/opus-mt-ar-en');
  await rm(join(directory, 'onnx', 'decoder_model_merged_quantized.onnx'));
  expect((await resolve('auto')).identity.id).toBe('muwazi-tiny-ar-en');
});

test('the revision follows the content of the files, not their place', async () => {
  const copy = join(modelsDir, 'copy');
  await cp(embedded, copy, { recursive: true });
  const original = await resolve('embedded');
  expect((await resolve(copy)).identity).toEqual({ id: 'copy', revision: original.identity.revision });
  await cp(join(copy, 'generation_config.json'), join(copy, 'config.json'));
  expect((await resolve(copy)).identity.revision).not.toBe(original.identity.revision);
});

test('a hub model is fetched once and then found on disk', async () => {
  const { requests } = await useHub({ 'someone/small-ar-en': embedded });
  const first = await resolve('someone/small-ar-en');
  expect(first.identity.id).toBe('someone/small-ar-en');
  expect(first.directory).toBe(join(modelsDir, 'someone', 'small-ar-en'));
  expect(requests[0]?.path).toBe('/someone/small-ar-en/resolve/main/config.json');
  for (const file of ['config.json', 'onnx/encoder_model_quantized.onnx']) {
    const fetched = await readFile(join(first.directory, file));
    expect(fetched.equals(await readFile(join(embedded, file)))).toBe(true);
  }
  await hub?.close();
  hub = undefined;
  expect(await resolve('someone/small-ar-en')).toEqual(first);
});

test('a model the hub does not have is unknown', async () => {
  await useHub({});
  await expect(resolve('someone/absent')).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' });
});

test('a hub that cannot be reached says so', async () => {
  const gone = await startHubServer({});
  await gone.close();
  vi.stubEnv('HF_ENDPOINT', gone.url);
  await expect(resolve('someone/small-ar-en')).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' });
});

test('a connection that breaks again and again leaves no model', async () => {
  const fault = ({ method }: { readonly method: string }) =>
    method === 'GET' ? { cutAfterBytes: 0 } : undefined;
  await useHub({ 'someone/small-ar-en': embedded }, { fault });
  await expect(resolve('someone/small-ar-en')).rejects.toMatchObject({ code: 'MODEL_UNREACHABLE' });
  expect((await readdir(modelsDir)).filter((name) => !name.startsWith('.'))).toEqual([]);
});

test('a hub model without graphs is told by the name of the missing file', async () => {
  const bare = join(modelsDir, 'bare');
  await cp(embedded, bare, { recursive: true });
  await rm(join(bare, 'onnx'), { recursive: true });
  await useHub({ 'someone/bare': bare });
  await expect(resolve('someone/bare')).rejects.toMatchObject({
    code: 'MODEL_FILE_INVALID',
    message: expect.stringContaining('onnx/encoder_model_quantized.onnx') as string,
  });
});

test.each(['', 'opus', 'a/b/c', '../nowhere', '/no/such/model', 'some one/model', 'a/..'])(
  'the choice "%s" is unknown',
  async (choice) => {
    await expect(resolve(choice)).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' });
  },
);
