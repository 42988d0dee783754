import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { silentLogger as log } from '../../core/logger.ts';
import { openQueue } from '../../queue/open-queue.ts';
import type { ParagraphQueue } from '../../queue/paragraph-queue.ts';
import { startWebhookRelay } from '../../queue/webhook-relay.ts';
import type { Delivery } from '../../store/webhook-store.ts';
import { startWebhooks } from '../../workers/webhooks/start-webhooks.ts';
import { articleOf, openTestStore, segmentsOf, type TestStore } from '../support/test-store.ts';
import { until } from '../support/until.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

let store: TestStore;
let queue: ParagraphQueue;
let receiver: Server;
let address: string;
let answers: number[] = [];
const received: Received[] = [];
let running: { stop(): Promise<void> } | undefined;

beforeAll(async () => {
  store = await openTestStore();
  queue = await openQueue({ databaseUrl: store.databaseUrl, log });
  receiver = createServer((request, response) => {
    void readText(request).then((body) => {
      received.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(answers.shift() ?? 204).end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?token=hidden`;
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  received.length = 0;
  answers = [];
});
afterAll(async () => {
  await queue.close();
  receiver.close();
  await store.discard();
});

function start(allowed: readonly string[] = ['127.0.0.1']): void {
  const { webhooks } = store;
  running = startWebhooks({
    webhooks,
    queue,
    startRelay: startWebhookRelay,
    secret,
    allowed: new Set(allowed),
    log,
  });
}

/** A document whose only paragraph is translated, or fails. */
async function endDocument(how: 'done' | 'failed', webhookUrl: string | null = address): Promise<string> {
  const { id } = await store.documents.create(articleOf(['سلام'], { webhookUrl }));
  let paragraphId = '';
  await store.outbox.relay(
    1_000,
    (entries) => {
      paragraphId = entries.find((entry) => entry.documentId === id)?.paragraphId ?? '';
      return Promise.resolve();
    },
    { window: 1_000_000 },
  );
  const claim = await store.paragraphs.claim(paragraphId, 0);
  if (how === 'failed')
    await store.paragraphs.failEntry({ paragraphId, generation: 0 }, 'TRANSLATION_FAILED');
  else await store.paragraphs.commit(claim!, segmentsOf('سلام'));
  return id;
}

function deliveriesOf(
  id: string,
  isTrue: (delivery: Delivery | undefined) => boolean,
): Promise<Delivery | undefined> {
  const look = async (): Promise<Delivery | undefined> => (await store.webhooks.list(id))[0];
  return until(look, isTrue, { withinMs: 30_000, label: 'the delivery is where it should be' });
}

test.each(['done', 'failed'] as const)(
  'the receiver learns that a document is %s, signed, without its text',
  async (how) => {
    start();
    const id = await endDocument(how);
    const delivery = await deliveriesOf(id, (seen) => seen?.status === 'delivered');
    expect(delivery).toMatchObject({
      event: `document.${how}`,
      attempts: 1,
      lastStatus: 204,
      lastError: null,
    });
    expect(received).toHaveLength(1);
    const { headers, body } = received[0]!;
    // A library that nobody here wrote.
    expect(new Webhook(secret).verify(body, headers)).toEqual({
      type: `document.${how}`,
      timestamp: delivery!.createdAt.toISOString(),
      data: { documentId: id },
    });
    expect(() => new Webhook(secret).verify(body.replace(how, 'gone'), headers)).toThrow();
    expect(headers['webhook-id']).toBe(delivery!.id);
  },
);

test('a document that nobody wants to hear of makes no delivery', async () => {
  const id = await endDocument('done', null);
  expect(await store.webhooks.list(id)).toEqual([]);
});

test('what ended while nothing ran is told when it runs again, once, under one id', async () => {
  const id = await endDocument('done');
  // A process that died between handing over and writing that down.
  const producer = queue.webhookProducer();
  await expect(
    store.webhooks.relay(10, async (ids) => {
      await producer.enqueue(ids);
      throw new Error('killed');
    }),
  ).rejects.toThrow('killed');
  start();
  await deliveriesOf(id, (seen) => seen?.status === 'delivered');
  await running?.stop();
  expect(received.filter(({ body }) => body.includes(id))).toHaveLength(1);
});

test('a receiver that cannot take it is asked again; one that is gone is not', async () => {
  answers = [500];
  start();
  const later = await endDocument('done');
  expect(await deliveriesOf(later, (seen) => seen?.attempts === 1)).toMatchObject({
    status: 'queued',
    lastStatus: 500,
  });
  expect(await deliveriesOf(later, (seen) => seen?.status === 'delivered')).toMatchObject({ attempts: 2 });
  answers = [410];
  const gone = await endDocument('done');
  expect(await deliveriesOf(gone, (seen) => seen?.status === 'failed')).toMatchObject({
    attempts: 1,
    lastStatus: 410,
  });
});

test('an address in a private network is refused, and the log of deliveries says so', async () => {
  start([]);
  const id = await endDocument('done');
  expect(await deliveriesOf(id, (seen) => seen?.status === 'failed')).toMatchObject({
    attempts: 1,
    lastStatus: null,
    lastError: 'WEBHOOK_ADDRESS_REFUSED',
  });
  expect(received).toEqual([]);
});
