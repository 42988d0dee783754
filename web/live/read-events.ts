import { Problem } from '../server/problem.ts';
import { send } from '../server/send.ts';
import { eventsOf, type StreamedEvent } from './events-of.ts';

export interface ReadEventsOptions {
  readonly signal: AbortSignal;
  readonly onOpen: () => void;
  /** The stream has ended or there was no answer: it is tried again. */
  readonly onLost: () => void;
  readonly onEvent: (event: StreamedEvent) => void;
}

/** Between two tries: what the server's own streams ask for. */
const retryMs = 2_000;
/** The server says something every 15 s; a connection that has been silent for longer is dead, whatever the system says. */
const silentMs = 40_000;
const unauthorised = 401;

/**
 * Reads a stream of server-sent events until `signal` aborts, coming back where it broke; or until the server wants to know who
 * asks, because asking again would not tell it. Not the browser's EventSource: that neither says why it is refused nor notices a
 * connection that is dead.
 */
export async function readEvents(path: string, options: ReadEventsOptions): Promise<void> {
  const { signal, onLost } = options;
  let lastEventId: string | undefined;
  const remember = (id: string): void => {
    lastEventId = id;
  };
  while (!signal.aborted) {
    try {
      await readOnce(path, lastEventId, remember, options);
    } catch (error) {
      if (error instanceof Problem && error.status === unauthorised) return;
      // Anything else is said through onLost and tried again.
    }
    if (hasEnded(signal)) return;
    onLost();
    await pause(retryMs, signal);
  }
}

async function readOnce(
  path: string,
  lastEventId: string | undefined,
  remember: (id: string) => void,
  { signal, onOpen, onEvent }: ReadEventsOptions,
): Promise<void> {
  const silence = new AbortController();
  const headers = {
    accept: 'text/event-stream',
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  };
  const response = await send(path, { headers, signal: AbortSignal.any([signal, silence.signal]) });
  if (response.body === null) return;
  onOpen();
  let timer = setTimeout(() => {
    silence.abort();
  }, silentMs);
  const alive = new TransformStream<Uint8Array, Uint8Array>({
    transform: (bytes, controller) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        silence.abort();
      }, silentMs);
      controller.enqueue(bytes);
    },
  });
  try {
    for await (const event of eventsOf(response.body.pipeThrough(alive))) {
      if (event.id !== undefined) remember(event.id);
      onEvent(event);
    }
  } finally {
    clearTimeout(timer);
  }
}

function hasEnded(signal: AbortSignal): boolean {
  return signal.aborted;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
