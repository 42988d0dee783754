import { EventSourceParserStream } from 'eventsource-parser/stream';
import { send } from '../server/send.ts';

export interface StreamedEvent {
  readonly event: string;
  readonly data: string;
}

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

/**
 * Reads a stream of server-sent events until `signal` aborts, coming back where it broke. Not the browser's EventSource,
 * because that cannot send a key.
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
    } catch {
      // Whatever it was: said through onLost and tried again.
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
    const events = response.body
      .pipeThrough(alive)
      .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>) // its own type also takes buffers
      .pipeThrough(new EventSourceParserStream());
    for await (const { event = 'message', data, id } of events) {
      if (id !== undefined) remember(id);
      onEvent({ event, data });
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
