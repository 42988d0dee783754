/*
 * The process of one comparison: takes an order, loads both models, translates each sentence with the one and then with the other,
 * and ends. The memory of two models is given back only by ending.
 */
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { silentLogger } from '../../core/logger.ts';
import { openTranslator } from '../open-translator.ts';
import { markInUse } from '../registry/model-users.ts';
import { packError } from '../thread/portable-error.ts';
import type { Translator } from '../translator.ts';
import type { ComparisonMessage, ComparisonOrder, PlacedModel } from './comparison-message.ts';

/** Nobody who waits for articles is to wait for this: workers go first. Not the lowest, which gets nothing beside busy workers. */
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
/** Workers have the other cores; and the processor time of one thread is the time that it takes. */
const threads = 1;
/** Who no longer wants the answer kills the process. */
const never = new AbortController().signal;

process.once('disconnect', () => process.exit());
const [order] = (await once(process, 'message')) as [ComparisonOrder]; // the parent sends nothing else
const last = await compare(order).catch((error: unknown): ComparisonMessage => ({
  kind: 'failed',
  error: packError(error),
}));
process.send?.(last, () => process.exit());

async function compare({ modelsDir, models, sentences }: ComparisonOrder): Promise<ComparisonMessage> {
  const marks = await Promise.all(models.map((model) => mark(modelsDir, model)));
  const translators: Translator[] = [];
  for (const [model, { directory, identity }] of models.entries()) {
    translators.push(
      await openTranslator({ modelDirectory: directory, identity, threads, log: silentLogger }),
    );
    tell({ kind: 'loaded', model });
  }
  for (const [sentence, source] of sentences.entries()) {
    for (const [model, translator] of translators.entries()) {
      tell({ kind: 'translated', sentence, model, ...(await translate(source, translator)) });
    }
  }
  await Promise.all(marks.map((one) => one.release()));
  return { kind: 'done' };
}

/** Before it is opened: nobody takes its files away meanwhile. */
function mark(modelsDir: string, { directory, identity }: PlacedModel): ReturnType<typeof markInUse> {
  return markInUse(modelsDir, { id: identity.id, directory }, silentLogger);
}

async function translate(source: string, translator: Translator) {
  const before = process.cpuUsage();
  const [translation] = await translator.translate([source], { signal: never });
  const { user, system } = process.cpuUsage(before);
  if (translation === undefined) throw new Error('one translation a sentence');
  const { text: target, confidence, flags } = translation;
  return { target, confidence, flags, computedMs: (user + system) / 1_000 };
}

function tell(message: ComparisonMessage): void {
  process.send?.(message);
}
