import { describe, expect, test } from 'vitest';
import { appError, AppError } from '../../../core/app-error.ts';
import { silentLogger } from '../../../core/logger.ts';
import type { Segment } from '../../../core/segment.ts';
import type { Translation, Translator } from '../../../models/translator.ts';
import type { JobContext } from '../../../queue/paragraph-queue.ts';
import type { ParagraphClaim, ParagraphStore } from '../../../store/paragraph-store.ts';
import type { RememberedText, TranslationMemory } from '../../../store/translation-memory.ts';
import { termFinder } from '../../../text/glossary/term-finder.ts';
import { createWorkCounter } from '../../../workers/count-work.ts';
import { memoryKeyOf, termsKeyOf } from '../../../workers/memory-key.ts';
import { rememberGlossaries, type FinderOf } from '../../../workers/remember-glossaries.ts';
import { translateParagraph } from '../../../workers/translate-paragraph.ts';

/*
 * The processor is a function of job and dependencies; here each dependency is the smallest thing that keeps its
 * contract, so that every arrow of the state machine can be walked. The real ones are used in tests/integration.
 */

const job = { v: 1, documentId: 'd', paragraphId: 'p', generation: 7 } as const;
const text = 'وصل الوفد إلى القاهرة. وبدأت المحادثات مساء السبت.';
const claim: ParagraphClaim = {
  documentId: 'd',
  paragraphId: 'p',
  attempt: 2,
  text,
  memory: true,
  priority: 'normal',
  glossary: null,
};

interface Written {
  readonly calls: string[];
  segments: readonly Segment[];
}

function storeWith(
  found: ParagraphClaim | undefined,
  outcome: 'committed' | 'superseded' = 'committed',
): Written & ParagraphStore {
  const written: Written = { calls: [], segments: [] };
  return Object.assign(written, {
    claim: () => Promise.resolve(found),
    commit: (_claim: ParagraphClaim, segments: readonly Segment[]) => {
      written.calls.push('commit');
      written.segments = segments;
      return Promise.resolve(outcome);
    },
    release: () => {
      written.calls.push('release');
      return Promise.resolve();
    },
    failClaim: ({ attempt }: ParagraphClaim, code: string) => {
      written.calls.push(`fail ${attempt} ${code}`);
      return Promise.resolve('failed' as const);
    },
    failEntry: () => Promise.reject(new Error('A worker fails what it has claimed, never an entry.')),
  });
}

function translatorThat(translate: (source: string) => Translation): Translator {
  return {
    model: { id: 'test', revision: '1' },
    broken: new Promise(() => undefined),
    translate: (segments) => Promise.resolve().then(() => segments.map(translate)),
    close: () => Promise.resolve(),
  };
}

const upperCase = translatorThat((source) => ({
  text: `<${source}>`,
  confidence: 0.5,
  flags: [],
  origin: 'model',
  sourceTokens: 1,
  targetTokens: 1,
}));

function contextWith(change: Partial<JobContext> = {}): JobContext {
  return { lastTry: false, signal: new AbortController().signal, ...change };
}

const emptyMemory: TranslationMemory = { recall: () => Promise.resolve(new Map()) };

function run(
  paragraphs: ParagraphStore,
  translator: Translator,
  context = contextWith(),
  memory = emptyMemory,
  counter = createWorkCounter(),
  finderOf: FinderOf = rememberGlossaries({ read: () => Promise.reject(new Error('nobody asked')) }),
): Promise<void> {
  return translateParagraph(job, context, {
    paragraphs,
    translator,
    memory,
    finderOf,
    counter,
    log: silentLogger,
    nowMs: () => 0,
  });
}

describe('a paragraph', () => {
  test.each([
    ['interactive', true],
    ['normal', false],
    ['bulk', false],
  ] as const)('of a document that is %s goes to the model as urgent: %s', async (priority, isUrgent) => {
    const asked: unknown[] = [];
    const translator: Translator = {
      ...upperCase,
      translate: (sources, options) => {
        asked.push(options.isUrgent);
        return upperCase.translate(sources, options);
      },
    };
    await run(storeWith({ ...claim, priority }), translator);
    expect(asked).toEqual([isUrgent]);
  });

  test('is committed with its sentences in order, each at its offsets', async () => {
    const store = storeWith(claim);
    await run(store, upperCase);
    expect(store.calls).toEqual(['commit']);
    expect(store.segments.map((segment) => segment.position)).toEqual([0, 1]);
    for (const segment of store.segments) {
      expect(text.slice(segment.start, segment.end)).toBe(segment.sourceText);
      expect(segment.targetText).toBe(`<${segment.sourceText}>`);
      expect(segment.model).toEqual({ id: 'test', revision: '1' });
    }
  });

  test('that is finished or gone is left alone', async () => {
    const store = storeWith(undefined);
    await run(store, upperCase);
    expect(store.calls).toEqual([]);
  });

  test('that another worker took over ends quietly', async () => {
    await expect(run(storeWith(claim, 'superseded'), upperCase)).resolves.toBeUndefined();
  });

  test('names no model where none was asked', async () => {
    const store = storeWith(claim);
    const passthrough = translatorThat((source) => ({
      text: source,
      confidence: null,
      flags: ['passthrough'],
      origin: 'passthrough',
      sourceTokens: 0,
      targetTokens: 0,
    }));
    await run(store, passthrough);
    expect(store.segments.map((segment) => segment.model)).toEqual([null, null]);
  });
});

describe('when the model fails', () => {
  const broken = translatorThat(() => {
    throw appError('TRANSLATION_FAILED', []);
  });

  test('the paragraph waits for another try', async () => {
    const store = storeWith(claim);
    await expect(run(store, broken)).rejects.toBeInstanceOf(AppError);
    expect(store.calls).toEqual(['release']);
  });

  test('for the last time, the paragraph is failed with the code', async () => {
    const store = storeWith(claim);
    await expect(run(store, broken, contextWith({ lastTry: true }))).rejects.toBeInstanceOf(AppError);
    expect(store.calls).toEqual(['fail 2 TRANSLATION_FAILED']);
  });

  test('in a way that trying again cannot mend, the paragraph is failed at once', async () => {
    const store = storeWith(claim);
    const foreign = translatorThat(() => {
      throw appError('MODEL_FILE_INVALID', ['a', 'b']);
    });
    await expect(run(store, foreign)).rejects.toBeInstanceOf(AppError);
    expect(store.calls).toEqual(['fail 2 MODEL_FILE_INVALID']);
  });

  test('because the worker stops, the paragraph is put back even on its last try', async () => {
    const store = storeWith(claim);
    const context = contextWith({ lastTry: true, signal: AbortSignal.abort(new Error('stopping')) });
    await expect(run(store, broken, context)).rejects.toBeInstanceOf(Error);
    expect(store.calls).toEqual(['release']);
  });

  test('with a programming error, the code says so and the sentence hides it', async () => {
    const store = storeWith(claim);
    const buggy = translatorThat(() => {
      throw new TypeError('x is not a function');
    });
    await expect(run(store, buggy, contextWith({ lastTry: true }))).rejects.toBeInstanceOf(TypeError);
    expect(store.calls).toEqual(['fail 2 INTERNAL']);
  });
});

describe('when the store refuses the translation', () => {
  const refusing = (error: unknown): ReturnType<typeof storeWith> => {
    const store = storeWith(claim);
    return Object.assign(store, { commit: () => Promise.reject(error as Error) });
  };
  const bug = new TypeError('a bug in a query');

  test('the paragraph waits for another try', async () => {
    const store = refusing(bug);
    await expect(run(store, upperCase)).rejects.toBe(bug);
    expect(store.calls).toEqual(['release']);
  });

  test('for the last time, the paragraph is failed with a code that does not blame the worker', async () => {
    const store = refusing(bug);
    await expect(run(store, upperCase, contextWith({ lastTry: true }))).rejects.toBe(bug);
    expect(store.calls).toEqual(['fail 2 INTERNAL']);
  });

  test('because it is away, nothing is said to it, and the queue learns why', async () => {
    const store = refusing(appError('STORE_UNAVAILABLE', []));
    await expect(run(store, upperCase, contextWith({ lastTry: true }))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
    expect(store.calls).toEqual([]);
  });
});

describe('when the store refuses the claim', () => {
  const refusing = (error: unknown): ReturnType<typeof storeWith> => {
    const store = storeWith(claim);
    return Object.assign(store, {
      claim: () => Promise.reject(error as Error),
      failEntry: ({ paragraphId, generation }: Parameters<ParagraphStore['failEntry']>[0], code: string) => {
        store.calls.push(`fail entry ${paragraphId} ${generation} ${code}`);
        return Promise.resolve('failed' as const);
      },
    });
  };
  const bug = new TypeError('a bug in a query');
  const lastTry = contextWith({ lastTry: true });

  test('the job is tried again, and for the last time the paragraph is failed with the true code', async () => {
    const store = refusing(bug);
    await expect(run(store, upperCase)).rejects.toBe(bug);
    expect(store.calls).toEqual([]);
    await expect(run(store, upperCase, lastTry)).rejects.toBe(bug);
    expect(store.calls).toEqual(['fail entry p 7 INTERNAL']);
  });

  test('because it is away, the paragraph stays as it is', async () => {
    const store = refusing(appError('STORE_UNAVAILABLE', []));
    await expect(run(store, upperCase, lastTry)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(store.calls).toEqual([]);
  });
});

test('a paragraph is claimed for the generation of its job', async () => {
  const asked: unknown[] = [];
  const store = Object.assign(storeWith(undefined), {
    claim: (...of: readonly unknown[]) => {
      asked.push(of);
      return Promise.resolve(undefined);
    },
  });
  await run(store, upperCase);
  expect(asked).toEqual([['p', 7]]);
});

describe('the memory', () => {
  const known: RememberedText = {
    targetText: 'The talks began on Saturday evening.',
    confidence: 0.7,
    flags: ['number-mismatch'],
    model: { id: 'test', revision: '1' },
  };
  /** Knows the second sentence of the paragraph. */
  const memory: TranslationMemory = {
    recall: (sentences) =>
      Promise.resolve(new Map([[sentences[1]!.key, { byPerson: null, byModel: known }]])),
  };

  test('gives what was translated before, and the model is asked for the rest only', async () => {
    const store = storeWith(claim);
    const asked: string[] = [];
    const listening = translatorThat((source) => {
      asked.push(source);
      return { text: 'new', confidence: 0.5, flags: [], origin: 'model', sourceTokens: 1, targetTokens: 1 };
    });
    await run(store, listening, contextWith(), memory);
    expect(asked).toEqual(['وصل الوفد إلى القاهرة.']);
    expect(store.segments).toMatchObject([
      { position: 0, targetText: 'new', origin: 'model' },
      { position: 1, sourceText: 'وبدأت المحادثات مساء السبت.', ...known, origin: 'memory' },
    ]);
  });

  test('of everything leaves the model alone', async () => {
    const store = storeWith(claim);
    const all: TranslationMemory = {
      recall: (sentences) =>
        Promise.resolve(new Map(sentences.map(({ key }) => [key, { byPerson: known, byModel: null }]))),
    };
    const broken = translatorThat(() => {
      throw appError('TRANSLATION_FAILED', []);
    });
    await run(store, broken, contextWith(), all);
    expect(store.segments.map(({ origin }) => origin)).toEqual(['memory', 'memory']);
  });

  test('is not asked where the sender wants everything translated anew', async () => {
    const store = storeWith({ ...claim, memory: false });
    await run(store, upperCase, contextWith(), memory);
    expect(store.segments.map(({ origin }) => origin)).toEqual(['model', 'model']);
  });

  test('that does not answer costs no paragraph', async () => {
    const store = storeWith(claim);
    const away: TranslationMemory = { recall: () => Promise.reject(appError('STORE_UNAVAILABLE', [])) };
    await run(store, upperCase, contextWith(), away);
    expect(store.calls).toEqual(['commit']);
  });
});

describe('a glossary', () => {
  const term = { source: 'محادثة', target: 'negotiation' };
  const delegation = { source: 'وفد', target: 'delegation' };
  const glossary = { collection: 'desk', revision: 3 };
  const paragraph = { ...claim, glossary };
  const finderOf: FinderOf = () => Promise.resolve(termFinder([term, delegation]));

  test('gives the model the terms of each sentence, and the memory a key of them', async () => {
    const store = storeWith(paragraph);
    const asked: unknown[] = [];
    const listening: Translator = {
      ...upperCase,
      translate: (segments, options) => {
        asked.push(options.terms);
        return upperCase.translate(segments, options);
      },
    };
    await run(store, listening, contextWith(), emptyMemory, createWorkCounter(), finderOf);
    expect(asked).toEqual([[[delegation], []]]);
    expect(store.segments).toMatchObject([
      { termsKey: termsKeyOf([delegation]), memoryKey: memoryKeyOf('وصل الوفد إلى القاهرة.') },
      { termsKey: null },
    ]);
  });

  test.each([
    { written: 'The envoys of Egypt arrived in Cairo.', stands: 'by model' },
    { written: 'The delegation arrived in Cairo.', stands: 'The delegation arrived in Cairo.' },
  ])('leaves the text of a person where it has the terms: $written', async ({ written, stands }) => {
    const store = storeWith(paragraph);
    const text = { confidence: null, flags: [], model: null };
    const memory: TranslationMemory = {
      recall: (sentences) =>
        Promise.resolve(
          new Map(
            sentences.map(({ key }) => [
              key,
              { byPerson: { ...text, targetText: written }, byModel: { ...text, targetText: 'by model' } },
            ]),
          ),
        ),
    };
    await run(store, upperCase, contextWith(), memory, createWorkCounter(), finderOf);
    expect(store.segments[0]!.targetText).toBe(stands);
  });

  test('that cannot be read keeps the paragraph waiting: nothing is translated without it', async () => {
    const store = storeWith(paragraph);
    const away = rememberGlossaries({ read: () => Promise.reject(appError('STORE_UNAVAILABLE', [])) });
    await expect(
      run(store, upperCase, contextWith(), emptyMemory, createWorkCounter(), away),
    ).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(store.calls).toEqual([]);
  });

  test('is read once, and again when it is another', async () => {
    const read: string[] = [];
    let revision = 3;
    const remembering = rememberGlossaries({
      read: (collection) => {
        read.push(collection);
        const target = `revision ${revision}`;
        const terms = [{ source: 'وفد', target, note: null }];
        return Promise.resolve({ collection, revision, changedAt: new Date(0), terms });
      },
    });
    const targetOf = async (wanted: number): Promise<string | undefined> => {
      const finder = await remembering({ collection: 'desk', revision: wanted });
      return finder.find('وصل الوفد')[0]?.term.target;
    };
    expect([await targetOf(3), await targetOf(3)]).toEqual(['revision 3', 'revision 3']);
    revision = 5;
    expect([await targetOf(4), await targetOf(5), await targetOf(5)]).toEqual(
      new Array(3).fill('revision 5'),
    );
    expect(read).toEqual(['desk', 'desk']);
  });
});
