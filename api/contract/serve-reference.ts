import swaggerUi from '@fastify/swagger-ui';
import type { App } from '../app.ts';

/** Scripts and styles come as files of this server; `data:` is for the small pictures in the style sheet. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * `GET /docs`: the description as pages to read and to try requests from. Everything it needs lies in the package, so
 * it works without a network, and it runs under a policy without inline scripts or styles.
 */
export async function serveReference(app: App): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: contentSecurityPolicy,
    theme: { title: 'Muwazi API' },
    // Without the bar of Swagger UI above the page: there is one description to show.
    uiConfig: { layout: 'BaseLayout', docExpansion: 'list', defaultModelsExpandDepth: 0 },
  });
}
