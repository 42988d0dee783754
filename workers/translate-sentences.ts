import { appError } from '../core/app-error.ts';
import type { GlossaryTerm } from '../core/glossary.ts';
import type { Logger } from '../core/logger.ts';
import type { Translation, Translator } from '../models/translator.ts';
import type { NewSegment } from '../store/paragraph-store.ts';
import type {
  RememberedText,
  RememberedTexts,
  SentenceKeys,
  TranslationMemory,
} from '../store/translation-memory.ts';
import { findMissedTerms } from '../text/glossary/find-missed-terms.ts';
import type { TermFinder } from '../text/glossary/term-finder.ts';
import type { WorkCounter } from './count-work.ts';
import { memoryKeyOf, termsKeyOf } from './memory-key.ts';

export interface TranslateSentencesDependencies {
  readonly translator: Translator;
  readonly memory: TranslationMemory;
  readonly counter: WorkCounter;
  readonly log: Logger;
}

/** What becomes of one sentence, apart from its place. */
export type TranslatedSentence = Pick<
  NewSegment,
  'targetText' | 'confidence' | 'flags' | 'origin' | 'model' | 'memoryKey' | 'termsKey'
>;

export interface TranslateSentencesOptions {
  readonly signal: AbortSignal;
  readonly useMemory: boolean;
  /** Somebody waits for them. */
  readonly isUrgent: boolean;
  /** Of the glossary that the sentences belong to. */
  readonly finder: TermFinder;
}

/** A sentence with what decides whether an earlier translation is one of it. */
interface Sentence extends SentenceKeys {
  readonly source: string;
  readonly terms: readonly GlossaryTerm[];
}

/** Translates sentences in order, asking the model only for those the memory does not know. */
export async function translateSentences(
  sources: readonly string[],
  { signal, useMemory, isUrgent, finder }: TranslateSentencesOptions,
  dependencies: TranslateSentencesDependencies,
): Promise<readonly TranslatedSentence[]> {
  const { translator, counter } = dependencies;
  const sentences = sources.map((source) => sentenceOf(source, finder));
  const remembered = useMemory ? await recall(sentences, dependencies) : nothing;
  const known = sentences.map((sentence) => choose(sentence, remembered));
  const unknown = sentences.filter((_, index) => known[index] === null);
  const unknownSources = unknown.map(({ source }) => source);
  const translations =
    unknown.length === 0
      ? []
      : await translator.translate(unknownSources, {
          signal,
          isUrgent,
          terms: unknown.map(({ terms }) => terms),
        });
  counter.translated(unknownSources, translations);
  counter.remembered(sources.length - unknown.length);
  let next = 0;
  return sentences.map(({ key: memoryKey, termsKey }, index) => {
    const text = known[index] ?? null;
    if (text !== null) return { ...text, origin: 'memory', memoryKey, termsKey };
    const translation = translations[next];
    next += 1;
    if (translation === undefined) {
      throw appError('INTERNAL', [], {
        details: { sentences: unknown.length, translations: translations.length },
      });
    }
    return { ...outcomeOf(translation, translator), memoryKey, termsKey };
  });
}

function sentenceOf(source: string, finder: TermFinder): Sentence {
  const terms = [...new Set(finder.find(source).map(({ term }) => term))];
  return { source, terms, key: memoryKeyOf(source), termsKey: termsKeyOf(terms) };
}

/** A person's text wins where it holds the terms; the machine's was made with the same ones. */
function choose(
  { key, terms }: Sentence,
  remembered: ReadonlyMap<string, RememberedTexts>,
): RememberedText | null {
  const { byPerson = null, byModel = null } = remembered.get(key) ?? {};
  return byPerson !== null && findMissedTerms(terms, byPerson.targetText).length === 0 ? byPerson : byModel;
}

const nothing: ReadonlyMap<string, RememberedTexts> = new Map();

/** The memory spares work and is never needed: where it does not answer, the model does. */
async function recall(
  sentences: readonly SentenceKeys[],
  { memory, translator, log }: TranslateSentencesDependencies,
): Promise<ReadonlyMap<string, RememberedTexts>> {
  try {
    return await memory.recall(sentences, translator.model);
  } catch (error) {
    log.warn({ err: error }, 'translation memory not asked');
    return nothing;
  }
}

function outcomeOf(
  translation: Translation,
  translator: Translator,
): Omit<TranslatedSentence, 'memoryKey' | 'termsKey'> {
  return {
    targetText: translation.text,
    confidence: translation.confidence,
    flags: translation.flags,
    origin: translation.origin,
    model: translation.origin === 'model' ? translator.model : null,
  };
}
