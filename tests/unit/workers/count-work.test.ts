import { expect, test } from 'vitest';
import { segmentsOf } from '../../support/test-store.ts';
import { createWorkCounter } from '../../../workers/count-work.ts';

test('the tally is what was counted so far', () => {
  let nowMs = 0;
  const counter = createWorkCounter(() => nowMs);
  counter.modelLoaded(1_500);
  const translation = { text: 'a', confidence: 0.5, flags: [], origin: 'model' } as const;
  const [first, second] = ['one', 'two'].map((paragraphId) =>
    counter.begun({ documentId: 'd', paragraphId }),
  );
  nowMs = 1_000;
  first!();
  expect(counter.inWork()).toMatchObject([{ documentId: 'd', paragraphId: 'two' }]);
  nowMs = 3_000;
  second!();
  nowMs = 9_000;
  counter.translated(
    ['خبر', 'نص'],
    [
      { ...translation, sourceTokens: 3, targetTokens: 4 },
      { ...translation, sourceTokens: 1, targetTokens: 2 },
    ],
  );
  counter.remembered(5);
  const [segment] = segmentsOf('نص');
  counter.done([{ ...segment!, flags: ['repetition', 'low-confidence'] }, segment!], 250);
  counter.done([{ ...segment!, flags: ['repetition'] }], 250);
  counter.failed();
  counter.retried();
  counter.stalled();
  expect(counter.read()).toEqual({
    paragraphsDone: 2,
    paragraphsFailed: 1,
    retries: 1,
    stalls: 1,
    runSeconds: 0.5,
    busySeconds: 3,
    sourceChars: 6,
    translatedChars: 5,
    sentencesTranslated: 2,
    sentencesRemembered: 5,
    sourceTokens: 4,
    targetTokens: 6,
    flags: { repetition: 2, 'low-confidence': 1 },
    modelLoadSeconds: 1.5,
  });
});
