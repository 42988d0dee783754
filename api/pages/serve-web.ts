import { join } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { Logger } from '../../core/logger.ts';
import type { App } from '../app.ts';
import { answerFileErrors } from '../http/answer-file-errors.ts';
import { assetsPrefix, pageRoutes } from './page-routes.ts';

const yearMs = 365 * 24 * 3_600_000;

/** All that a page needs comes as files of this server; no script or style stands in the document. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(';');

/**
 * The web interface from its build in `directory` (`index.html` and `assets/`).
 *
 * Its files hold no data, so they need no key; what the pages show comes from the API, which asks for one. The document is
 * asked for anew each time (a 304 when nothing changed), what it refers to is kept for a year: a new build has new names.
 * A file that lies there compressed too (`.br`, `.gz`) is sent so to those who take it.
 */
export async function serveWeb(app: App, { directory, log }: WebOptions): Promise<void> {
  await app.register(async (scope) => {
    scope.setErrorHandler(answerFileErrors(log));
    await scope.register(serveStatic, {
      root: join(directory, 'assets'),
      prefix: assetsPrefix,
      immutable: true,
      maxAge: yearMs,
      index: false,
      dotfiles: 'ignore',
      preCompressed: true,
      suppressWarning: true,
      setHeaders: addPageHeaders,
    });
    for (const url of pageRoutes) {
      scope.get(url, { schema: { hide: true } }, (_request, reply) =>
        reply.header('cache-control', 'no-cache').sendFile('index.html', directory, { cacheControl: false }),
      );
    }
  });
}

export interface WebOptions {
  readonly directory: string;
  readonly log: Logger;
}

function addPageHeaders(reply: FastifyReply): void {
  // Without its `Origin` a page's own request would look like a stranger's: `no-referrer` takes it from some of them.
  reply.header('content-security-policy', contentSecurityPolicy).header('referrer-policy', 'same-origin');
}
