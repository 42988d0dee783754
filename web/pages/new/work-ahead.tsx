import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTexts } from '../../language/define-texts.ts';
import { useQueue } from '../../live/use-queue.ts';
import { api, bodyOf } from '../../server/client.ts';
import { queryKeys } from '../../server/query-keys.ts';
import type { TextCount } from './count-text.ts';
import type { Draft } from './draft.ts';
import { newTexts } from './new-texts.ts';

/** Estimates are asked for in steps of so much: typing a word asks nothing. */
const step = { sentences: 5, characters: 500 };
/** A wait that is shorter is not worth a word. */
const shownWaitSeconds = 5;

interface WorkAheadProps {
  readonly count: TextCount;
  readonly priority: Draft['priority'];
}

/** How much there is to translate, and how long that takes, while it is typed. Only numbers go to the server. */
export function WorkAhead({ count, priority }: WorkAheadProps) {
  const texts = useTexts(newTexts);
  const time = useTime(count, priority);
  return (
    <p className="soft" role="status">
      {texts.paragraphs(count.paragraphs)} · {texts.sentences(count.sentences)}
      {time.map((text) => ` · ${text}`)}
    </p>
  );
}

/** In words: when it would begin, where that is not at once, and how long it takes. Nothing while there is nothing to tell. */
function useTime({ sentences, characters }: TextCount, priority: Draft['priority']): readonly string[] {
  const texts = useTexts(newTexts);
  const { data: queue } = useQueue();
  const body = {
    sentences: Math.ceil(sentences / step.sentences) * step.sentences,
    characters: Math.ceil(characters / step.characters) * step.characters,
    priority,
  };
  const { data } = useQuery({
    queryKey: [...queryKeys.estimate, body, queue?.waitSeconds], // asked anew when the server says that this has changed
    enabled: sentences > 0,
    staleTime: 0, // what stands before it changes all the time
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => bodyOf(api.POST('/v1/estimate', { body, signal })),
  });
  if (sentences === 0 || data === undefined) return [];
  if (data.seconds === null) return [texts.noEstimate];
  const wait = data.waitSeconds ?? 0;
  return [...(wait < shownWaitSeconds ? [] : [texts.begins(wait)]), texts.estimate(data.seconds)];
}
