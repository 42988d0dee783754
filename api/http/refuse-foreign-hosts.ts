import { appError } from '../../core/app-error.ts';
import type { AccessRules } from '../auth/access-rules.ts';
import type { App } from '../app.ts';

/** 127.0.0.0/8, ::1 and the name for them; names below `localhost` never leave the machine (RFC 6761, section 6.3). */
const loopbackName = /^(127(\.\d{1,3}){3}|\[::1\]|([\w-]+\.)*localhost)$/;

/*
 * A browser on this machine is not only its user's: a page of anybody can send requests to 127.0.0.1. Where no key is
 * asked for, two things keep such a page out.
 *
 * `Host`: a page whose own name was made to point here (DNS rebinding) could read everything; its name gives it away.
 * `Origin`: a page under its own name cannot read answers, but forms and plain fetches could still change things.
 *
 * Programs other than browsers send no `Origin`, and the `Host` they were pointed at.
 */
export function refuseForeignHosts(app: App, { hosts }: Pick<AccessRules, 'hosts'>): void {
  const isOurs = (name: string): boolean => hosts === 'any' || loopbackName.test(name) || hosts.has(name);
  app.addHook('onRequest', (request, _reply, done) => {
    const { host, origin } = request.headers;
    // HTTP/1.0, which no browser speaks, may leave it out.
    const name = host === undefined || /[@/?#\\]/.test(host) ? undefined : hostnameOf(`http://${host}`);
    if (host !== undefined && (name === undefined || !isOurs(name))) {
      done(appError('HOST_REFUSED', [shortened(name ?? host)]));
      return;
    }
    if (origin !== undefined && changes(request.method) && !isSameOrigin(origin, host, hosts)) {
      done(appError('ORIGIN_REFUSED', [shortened(origin)]));
      return;
    }
    done();
  });
}

/** Whether a request may change something: the methods that are not safe (RFC 9110, section 9.2.1). */
export function changes(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

/** A proxy may have changed `Host`; the names that the operator gave are as good. */
function isSameOrigin(origin: string, host: string | undefined, hosts: AccessRules['hosts']): boolean {
  if (!URL.canParse(origin)) return false;
  const { host: originHost } = new URL(origin);
  return originHost === host?.toLowerCase() || (hosts !== 'any' && hosts.has(hostnameOf(origin) ?? ''));
}

/** In lower case, without port; undefined for what is no address. */
function hostnameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}

function shortened(text: string): string {
  return text.length <= 100 ? text : `${text.slice(0, 100)}…`;
}
