import type { ModelIdentity, Segment } from '../core/segment.ts';

/** What is used again of an earlier segment. `model` is null where a person wrote the text. */
export type RememberedText = Pick<Segment, 'targetText' | 'confidence' | 'flags' | 'model'>;

/** A sentence to look for: hexadecimal, as ParagraphStore.commit() was given them with the segments. */
export interface SentenceKeys {
  readonly key: string;
  readonly termsKey: string | null;
}

/** What stands for a sentence; one of the two at least. */
export interface RememberedTexts {
  /** The newest text of a person, whatever glossary there was. */
  readonly byPerson: RememberedText | null;
  /** What this revision of the model wrote with the same terms, unless it was flagged `repetition` or `truncated`. */
  readonly byModel: RememberedText | null;
}

/** Finds earlier translations of the same sentence. */
export interface TranslationMemory {
  /** The standing translations for each `key`. Those without one are absent; no key may come with two `termsKey`s. */
  recall(
    sentences: readonly SentenceKeys[],
    model: ModelIdentity,
  ): Promise<ReadonlyMap<string, RememberedTexts>>;
}
