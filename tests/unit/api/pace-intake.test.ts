import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paceIntake } from '../../../api/documents/pace-intake.ts';
import type { Document } from '../../../core/document.ts';
import type { DocumentStore, NewDocument } from '../../../store/document-store.ts';

interface Stay {
  readonly title: string;
  readonly begunMs: number;
  readonly endedMs: number;
}

/** A store in which storing takes as many milliseconds as the document's title says, on a clock that nobody waits for. */
function storeOnAClock() {
  let nowMs = 0;
  const stays: Stay[] = [];
  const pause = async (durationMs: number): Promise<void> => {
    nowMs += durationMs;
    await Promise.resolve();
  };
  const create = async (document: NewDocument): Promise<Document> => {
    const begunMs = nowMs;
    await Promise.resolve();
    nowMs += Number(document.title);
    stays.push({ title: String(document.title), begunMs, endedMs: nowMs });
    if (document.title === '13') throw new Error('refused');
    return { title: document.title } as Document; // nothing else of it is looked at
  };
  const store = { create, createOnce: create } as unknown as DocumentStore; // the pace touches no other part of it
  return { store, stays, pause, now: () => nowMs };
}

function articleThatTakes(durationMs: number, priority: NewDocument['priority'] = 'bulk'): NewDocument {
  return { title: String(durationMs), priority } as NewDocument; // as above
}

test('documents come in one at a time, in order, and take up their share of the time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 0, max: 9 }),
      async (durations, restRatio) => {
        const { store, stays, pause, now } = storeOnAClock();
        const paced = paceIntake(store, { restRatio, mostResting: 100, nowMs: now, pause });
        const answers = await Promise.allSettled(durations.map((ms) => paced.create(articleThatTakes(ms))));
        expect(answers.map(({ status }) => status)).toEqual(
          durations.map((ms) => (ms === 13 ? 'rejected' : 'fulfilled')),
        );
        expect(stays.map(({ title }) => Number(title))).toEqual(durations);
        for (const [place, { begunMs }] of stays.entries()) {
          const before = stays[place - 1];
          if (before === undefined) expect(begunMs).toBe(0);
          else expect(begunMs).toBe(before.endedMs + (before.endedMs - before.begunMs) * restRatio);
        }
      },
    ),
  );
});

test('what somebody waits for does not stand in the line', async () => {
  const { store, stays, pause, now } = storeOnAClock();
  const paced = paceIntake(store, { restRatio: 4, mostResting: 100, nowMs: now, pause });
  await Promise.all([
    ...[20, 21, 22].map((ms) => paced.create(articleThatTakes(ms))),
    paced.create(articleThatTakes(1, 'interactive')),
  ]);
  expect(stays.map(({ title }) => title)).toEqual(['1', '20', '21', '22']);
});

test('a long line is not made longer by rests', async () => {
  const { store, stays, pause, now } = storeOnAClock();
  const paced = paceIntake(store, { restRatio: 4, mostResting: 3, nowMs: now, pause });
  await Promise.all(Array.from({ length: 6 }, () => paced.create(articleThatTakes(10))));
  expect(stays.map(({ begunMs }) => begunMs)).toEqual([0, 10, 20, 30, 80, 130]);
});
