import { appError } from '../core/app-error.ts';
import type { Environment } from '../runtime/config/read-config.ts';

export const defaultServerAddress = 'http://127.0.0.1:3000';

/** The server somebody named, by `--server` or MUWAZI_URL, without a `/` at its end; undefined when nobody did. Throws ARGUMENTS_INVALID or CONFIG_INVALID. */
export function namedServerAddress(option: string | undefined, env: Environment): string | undefined {
  if (option !== undefined) {
    if (isServerAddress(option)) return withoutSlash(option);
    throw appError('ARGUMENTS_INVALID', [`--server "${option}" ${expected}.`]);
  }
  const variable = env['MUWAZI_URL'];
  if (variable === undefined) return undefined;
  if (isServerAddress(variable)) return withoutSlash(variable);
  throw appError('CONFIG_INVALID', [`- MUWAZI_URL is "${variable}"; it ${expected}.`]);
}

/** The server to talk to when there has to be one. */
export function serverAddress(option: string | undefined, env: Environment): string {
  return namedServerAddress(option, env) ?? defaultServerAddress;
}

const expected = 'must be a URL such as http://127.0.0.1:3000, without user or password';

function isServerAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/u.test(protocol) && username === '' && password === '';
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/u, '');
}
