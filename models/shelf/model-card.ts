import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelShelf } from '../../core/model-shelf.ts';
import { shippedManifests } from '../registry/find-manifests.ts';
import { readRecord } from '../registry/installed-model.ts';
import { layoutManifest } from '../registry/layout-manifest.ts';
import type { ResolvedModel } from '../resolve-model.ts';
import { directorySize } from './directory-size.ts';
import { factsOf } from './facts-of.ts';

/** Where makers write what a model is: ours, and those of the hub. */
const cardNames = ['MODEL_CARD.md', 'README.md'] as const;

/** What is known of a model that is here, and what its makers say of it. */
export async function describeModel({ directory, identity }: ResolvedModel): ReturnType<ModelShelf['card']> {
  const shipped = (await shippedManifests()).find(({ id }) => id === identity.id);
  const manifest = shipped ?? (await readRecord(directory)) ?? layoutManifest(identity.id);
  const cards = await Promise.all(
    cardNames.map((name) => readFile(join(directory, name), 'utf8').catch(() => null)),
  );
  return {
    ...factsOf(manifest),
    id: identity.id,
    identity,
    directory,
    bytes: await directorySize(directory),
    card: cards.find((card) => card !== null) ?? null,
  };
}
