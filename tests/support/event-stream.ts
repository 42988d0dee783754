/** A server-sent event as a client gets it. */
export interface ReceivedEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: unknown;
}

export interface EventStream {
  readonly response: Response;
  /** What came so far, in order. */
  readonly events: readonly ReceivedEvent[];
  /** Comments so far: signs of life. */
  readonly comments: () => number;
  /** Resolves when the server ended the stream; rejects when the connection broke. */
  readonly ended: Promise<void>;
  leave(): void;
}

/** Opens a stream and reads it as it comes. */
export async function openEventStream(url: URL, lastEventId?: string): Promise<EventStream> {
  return await askForEvents(url, {
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  });
}

/** Opens a stream that is the answer to a request of any kind. */
export async function askForEvents(url: URL, request: RequestInit): Promise<EventStream> {
  const leaving = new AbortController();
  const response = await fetch(url, { ...request, signal: leaving.signal });
  const events: ReceivedEvent[] = [];
  let comments = 0;
  const take = (block: string): void => {
    const fields = new Map(block.split('\n').map((line) => splitField(line)));
    if (fields.has('')) comments += 1;
    const event = fields.get('event');
    if (event !== undefined) {
      events.push({ id: fields.get('id'), event, data: JSON.parse(fields.get('data') ?? 'null') as unknown });
    }
  };
  const read = async (): Promise<void> => {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      blocks.forEach(take);
    }
  };
  const ended = read();
  ended.catch(() => undefined);
  return {
    response,
    events,
    comments: () => comments,
    ended,
    leave: () => {
      leaving.abort();
    },
  };
}

function splitField(line: string): readonly [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
}
