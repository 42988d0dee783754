import { createBullBoard } from '@bull-board/api';
import { FastifyAdapter } from '@bull-board/fastify';
import type { Logger } from '../../core/logger.ts';
import type { BoardQueue } from '../../queue/board-queues.ts';
import type { App } from '../app.ts';
import { answerFileErrors } from '../http/answer-file-errors.ts';

const prefix = '/queues';

/** The board writes styles into its page; scripts come as files, and nothing from another server. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

/** Read-only by what is not there: no route changes anything, whatever the board's own switches say. */
class LookOnlyAdapter extends FastifyAdapter {
  override setApiRoutes(routes: Parameters<FastifyAdapter['setApiRoutes']>[0]): FastifyAdapter {
    return super.setApiRoutes(routes.filter(({ method }) => [method].flat().every((one) => one === 'get')));
  }
}

/**
 * bull-board at `/queues`: the raw jobs, for those who run the server. Its routes stand in no table of ours, which makes them
 * the admins'; a browser opens them with its session's cookie.
 */
export async function serveBoard(app: App, { queues, log }: BoardOptions): Promise<void> {
  const adapter = new LookOnlyAdapter();
  const answerError = answerFileErrors(log);
  createBullBoard({
    queues,
    serverAdapter: adapter,
    options: {
      uiConfig: {
        boardTitle: 'Muwazi: jobs',
        hideDocsLink: true,
        miscLinks: [{ text: 'Muwazi', url: '/queue' }],
      },
    },
  });
  await app.register(async (scope) => {
    // A route's own handler stands before the one that the adapter sets for all, which would answer refusals its own way.
    scope.addHook('onRoute', (route) => {
      route.errorHandler = (error, request, reply) => void answerError(error, request, reply);
    });
    scope.addHook('onSend', (_request, reply, payload, done) => {
      reply.header('content-security-policy', contentSecurityPolicy).header('referrer-policy', 'same-origin');
      done(null, typeof payload === 'string' ? withoutStrangers(payload) : payload);
    });
    await scope.register(adapter.registerPlugin(), { prefix });
  });
}

export interface BoardOptions {
  readonly queues: readonly BoardQueue[];
  readonly log: Logger;
}

/** The page asks another server for fonts; those of the system will do. */
function withoutStrangers(text: string): string {
  return text.replaceAll(/<link [^>]*href="https:[^>]*>/gu, '');
}
