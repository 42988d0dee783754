import { EventSourceParserStream } from 'eventsource-parser/stream';

export interface StreamedEvent {
  readonly event: string;
  readonly data: string;
  readonly id: string | undefined;
}

/** The server-sent events of an answer's body, as they come. */
export async function* eventsOf(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<StreamedEvent, void, undefined> {
  const events = body
    .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>) // its own type also takes buffers
    .pipeThrough(new EventSourceParserStream());
  for await (const { event = 'message', data, id } of events) yield { event, data, id };
}
