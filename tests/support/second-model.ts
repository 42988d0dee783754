import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedModelDirectory } from '../../models/registry/embedded-model.ts';
import { modelDirectory } from '../../models/registry/models-directory.ts';

/** As the hub would name it. */
export const secondModelId = 'someone/without-articles';

/**
 * Puts a second model into `modelsDir`, as somebody does by hand: the embedded one, told never to write "the". It is loaded and computes like
 * any other, and has another revision.
 */
export async function addSecondModel(modelsDir: string): Promise<void> {
  const directory = modelDirectory(modelsDir, secondModelId);
  await cp(embeddedModelDirectory(), directory, {
    recursive: true,
    filter: (path) => !path.includes('training') && !path.includes('prepared'),
  });
  const vocabulary = (await readJson(join(directory, 'vocab.json'))) as Readonly<Record<string, number>>; // as Marian's are
  const settings = join(directory, 'generation_config.json');
  const generation = (await readJson(settings)) as Readonly<Record<string, unknown>>; // an object, as the engine demands
  const banned = ['▁the', '▁The'].map((token) => [vocabulary[token]]);
  await writeFile(settings, JSON.stringify({ ...generation, bad_words_ids: banned }));
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8')) as unknown;
}
