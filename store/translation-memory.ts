import type { ModelIdentity, Segment } from '../core/segment.ts';

/** What is used again of an earlier segment. `model` is null where a person wrote the text. */
export type RememberedText = Pick<Segment, 'targetText' | 'confidence' | 'flags' | 'model'>;

/** Finds earlier translations of the same sentence. */
export interface TranslationMemory {
  /**
   * The standing translation for each of `keys`, where there is one: the newest text of a person; else what this
   * revision of the model wrote, unless it was flagged `repetition` or `truncated`. Keys without one are absent.
   *
   * @param keys hexadecimal, as ParagraphStore.commit() was given them with the segments
   */
  recall(keys: readonly string[], model: ModelIdentity): Promise<ReadonlyMap<string, RememberedText>>;
}
