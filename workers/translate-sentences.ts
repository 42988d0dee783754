import { appError } from '../core/app-error.ts';
import type { Logger } from '../core/logger.ts';
import type { Translation, Translator } from '../models/translator.ts';
import type { NewSegment } from '../store/paragraph-store.ts';
import type { RememberedText, TranslationMemory } from '../store/translation-memory.ts';
import type { WorkCounter } from './count-work.ts';
import { memoryKeyOf } from './memory-key.ts';

export interface TranslateSentencesDependencies {
  readonly translator: Translator;
  readonly memory: TranslationMemory;
  readonly counter: WorkCounter;
  readonly log: Logger;
}

/** What becomes of one sentence, apart from its place. */
export type TranslatedSentence = Pick<
  NewSegment,
  'targetText' | 'confidence' | 'flags' | 'origin' | 'model' | 'memoryKey'
>;

/** Translates sentences in order, asking the model only for those the memory does not know. */
export async function translateSentences(
  sources: readonly string[],
  { signal, useMemory }: { readonly signal: AbortSignal; readonly useMemory: boolean },
  dependencies: TranslateSentencesDependencies,
): Promise<readonly TranslatedSentence[]> {
  const { translator, counter } = dependencies;
  const keys = sources.map(memoryKeyOf);
  const remembered = useMemory ? await recall(keys, dependencies) : nothing;
  const unknown = sources.filter((_, index) => !remembered.has(keys[index] ?? ''));
  const translations = unknown.length === 0 ? [] : await translator.translate(unknown, { signal });
  counter.translated(unknown, translations);
  counter.remembered(sources.length - unknown.length);
  let next = 0;
  return keys.map((memoryKey) => {
    const known = remembered.get(memoryKey);
    if (known !== undefined) return { ...known, origin: 'memory', memoryKey };
    const translation = translations[next];
    next += 1;
    if (translation === undefined) {
      throw appError('INTERNAL', [], {
        details: { sentences: unknown.length, translations: translations.length },
      });
    }
    return { ...outcomeOf(translation, translator), memoryKey };
  });
}

const nothing: ReadonlyMap<string, RememberedText> = new Map();

/** The memory spares work and is never needed: where it does not answer, the model does. */
async function recall(
  keys: readonly string[],
  { memory, translator, log }: TranslateSentencesDependencies,
): Promise<ReadonlyMap<string, RememberedText>> {
  try {
    return await memory.recall(keys, translator.model);
  } catch (error) {
    log.warn({ err: error }, 'translation memory not asked');
    return nothing;
  }
}

function outcomeOf(translation: Translation, translator: Translator): Omit<TranslatedSentence, 'memoryKey'> {
  return {
    targetText: translation.text,
    confidence: translation.confidence,
    flags: translation.flags,
    origin: translation.origin,
    model: translation.origin === 'model' ? translator.model : null,
  };
}
