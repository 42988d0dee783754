import type { Logger } from '../../core/logger.ts';
import type { App } from '../app.ts';

/** Logs every request once, when its answer is out or given up: what was asked and how it ended, never what it held. */
export function logRequests(app: App, log: Logger): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? null;
    const fields = {
      requestId: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      complete: reply.raw.writableFinished,
    };
    // Health is asked every few seconds by machines.
    if (route?.startsWith('/health/') === true) log.debug(fields, 'request');
    else log.info(fields, 'request');
    done();
  });
}
