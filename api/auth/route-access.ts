import type { Role } from '../../core/role.ts';
import { assetsPrefix, pageRoutes } from '../pages/page-routes.ts';

/** `anyone`: without a key too, because machines that watch the server have none. */
export type Access = Role | 'anyone';

/**
 * The least role that each route takes, by method and address as the route was registered; HEAD is as GET.
 *
 * Readers look and download. Submitters bring in text, their own or people's corrections, and what terms are called. What cannot be taken back,
 * and what shows how the server is run, is for admins.
 */
export const routeAccess: Readonly<Record<string, Access>> = {
  'GET /health/live': 'anyone',
  'GET /health/ready': 'anyone',
  // What every copy of Muwazi says of itself.
  'GET /openapi.json': 'anyone',
  'GET /docs': 'anyone',
  'GET /docs/': 'anyone',
  'GET /docs/static/*': 'anyone',
  'GET /docs/json': 'anyone',
  'GET /docs/yaml': 'anyone',
  'GET /docs/static/index.html': 'anyone',
  'GET /docs/static/swagger-initializer.js': 'anyone',

  // The web interface itself; what its pages show comes from the routes below.
  ...Object.fromEntries(pageRoutes.map((route) => [`GET ${route}`, 'anyone'] as const)),
  [`GET ${assetsPrefix}*`]: 'anyone',

  // Where a browser gives its key for a cookie, and learns whether one is needed.
  'GET /v1/session': 'anyone',
  'POST /v1/session': 'anyone',
  'DELETE /v1/session': 'anyone',

  // LibreTranslate's clients ask these before they know of keys.
  'GET /libretranslate/health': 'anyone',
  'GET /libretranslate/languages': 'anyone',
  'GET /libretranslate/frontend/settings': 'anyone',

  'GET /v1/documents': 'reader',
  'GET /v1/search': 'reader',
  'GET /v1/collections': 'reader',
  'GET /v1/models': 'reader',
  'GET /v1/models/:id/card': 'reader',
  'GET /v1/models/:id/pull': 'reader',
  'GET /v1/models/events': 'reader',
  'GET /v1/documents/:id': 'reader',
  'GET /v1/documents/:id/segments': 'reader',
  'GET /v1/documents/:id/segments/:segmentId/revisions': 'reader',
  'GET /v1/documents/:id/deliveries': 'reader',
  'GET /v1/documents/:id/events': 'reader',
  'GET /v1/events': 'reader',
  'GET /v1/queue': 'reader',
  'POST /v1/estimate': 'reader',
  'GET /v1/queue/events': 'reader',
  'GET /v1/documents/:id/export': 'reader',
  'GET /v1/exports': 'reader',
  'GET /v1/glossaries': 'reader',
  'GET /v1/collections/:collection/glossary': 'reader',
  'GET /v1/collections/:collection/glossary/export': 'reader',
  'POST /libretranslate/detect': 'reader',
  'POST /v1/documents': 'submitter',
  'POST /v1/documents::batch': 'submitter',
  'PATCH /v1/documents/:id/segments/:segmentId': 'submitter',
  'POST /v1/documents::upload': 'submitter',
  'POST /v1/documents/:id/import': 'submitter',
  'POST /v1/documents/:id/cancel': 'submitter',
  'POST /v1/documents/:id/pause': 'submitter',
  'POST /v1/documents/:id/resume': 'submitter',
  'POST /v1/documents/:id/retry': 'submitter',
  'PUT /v1/collections/:collection/glossary': 'submitter',
  'POST /v1/collections/:collection/glossary/import': 'submitter',
  'POST /v1/samples': 'submitter',
  'POST /v1/translate': 'submitter',
  'POST /v1/models::compare': 'submitter',
  'POST /libretranslate/translate': 'submitter',
  'GET /metrics': 'admin',
  'DELETE /v1/documents/:id': 'admin',
  'DELETE /v1/collections/:collection/glossary': 'admin',
  'POST /v1/documents::delete': 'admin',
  'POST /v1/models/:id/pull': 'admin',
  'DELETE /v1/models/:id/pull': 'admin',
  'POST /v1/models/:id/use': 'admin',
  'POST /v1/models/:id/verify': 'admin',
  'DELETE /v1/models/:id': 'admin',
};

/**
 * What a request takes: a route that nobody put into the table is for admins, and an address that leads nowhere for
 * everybody who has a key.
 */
export function accessOf(method: string, route: string | undefined): Access {
  if (route === undefined) return 'reader';
  return routeAccess[`${method === 'HEAD' ? 'GET' : method} ${route}`] ?? 'admin';
}
