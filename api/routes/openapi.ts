import type { App } from '../app.ts';
import { noQuerySchema } from './document-path.ts';

/** `GET /openapi.json`: what every other route takes and answers, for programs. */
export function addOpenapi(app: App): void {
  app.get('/openapi.json', { schema: { hide: true, querystring: noQuerySchema } }, () => app.swagger());
}
