import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';

/*
 * A browser keeps a session as a cookie that its scripts cannot read and that it sends with requests of our own pages only.
 *
 * Over TLS the name begins with `__Host-`: browsers then take it from nobody but this very host, not from a neighbouring
 * subdomain or an unencrypted address that wants to slip its own session in.
 *
 * @see RFC 6265bis, sections 4.1.3.2 (`__Host-`) and 5.6.7.1 (Strict)
 */
const plainName = 'muwazi_session';
const secureName = `__Host-${plainName}`;

/** The session's token that the request came with. */
export function sessionTokenOf({ headers: { cookie } }: FastifyRequest): string | undefined {
  if (cookie === undefined) return undefined;
  const cookies = parseCookie(cookie);
  return cookies[secureName] ?? cookies[plainName];
}

const attributes = { path: '/', httpOnly: true, sameSite: 'strict' } as const;

/** The header that makes a browser keep the token. */
export function keepSession(request: FastifyRequest, token: string, seconds: number): string {
  const secure = cameOverTls(request);
  const name = secure ? secureName : plainName;
  return stringifySetCookie({ ...attributes, name, value: token, maxAge: seconds, secure });
}

/** The headers that make a browser forget it, under either name. */
export function forgetSession(): readonly string[] {
  return [plainName, secureName].map((name) =>
    stringifySetCookie({ ...attributes, name, value: '', maxAge: 0, secure: name === secureName }),
  );
}

/**
 * The server itself speaks plain HTTP: what the browser, or the proxy in front, says of the address counts. Who lies here
 * makes a cookie for itself that its own browser will not send.
 */
function cameOverTls({ headers }: FastifyRequest): boolean {
  const forwarded = [headers['x-forwarded-proto']].flat()[0]?.split(',')[0]?.trim();
  return forwarded === 'https' || headers.origin?.startsWith('https://') === true;
}
