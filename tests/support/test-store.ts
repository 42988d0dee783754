import { silentLogger } from '../../core/logger.ts';
import type { Segment } from '../../core/segment.ts';
import type { NewDocument } from '../../store/document-store.ts';
import { migrateStore } from '../../store/migrate-store.ts';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import { createTestDatabase } from './test-database.ts';

export interface TestStore extends Store {
  readonly databaseUrl: string;
  /** Closes the store and removes its database. */
  discard(): Promise<void>;
}

/** A store on an empty, migrated database of its own. */
export async function openTestStore(): Promise<TestStore> {
  const database = await createTestDatabase();
  const { databaseUrl } = database;
  await migrateStore({ databaseUrl, log: silentLogger });
  const store = await openStore({ databaseUrl, log: silentLogger });
  const discard = async (): Promise<void> => {
    await store.close();
    await database.drop();
  };
  return { ...store, databaseUrl, discard };
}

/** An article of these paragraphs, a blank line between two of them. */
export function articleOf(texts: readonly string[], metadata: Partial<NewDocument> = {}): NewDocument {
  return {
    title: null,
    sourceUrl: null,
    publishedAt: null,
    collection: null,
    externalId: null,
    paragraphs: texts.map((text, index) => ({ gapBefore: index === 0 ? '' : '\n\n', text })),
    gapAfter: '\n',
    ...metadata,
  };
}

/** A segment for each stretch of `text` between white space, as if every word were a sentence. */
export function segmentsOf(text: string): readonly Segment[] {
  return [...text.matchAll(/\S+/gu)].map(({ 0: sourceText, index }, position) => ({
    position,
    start: index,
    end: index + sourceText.length,
    sourceText,
    targetText: `<${sourceText}>`,
    confidence: 0.5,
    flags: [],
    origin: 'model',
    model: { id: 'test', revision: '1' },
  }));
}
