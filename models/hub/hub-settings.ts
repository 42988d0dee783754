import { appError } from '../../core/app-error.ts';

/** Which hub, and how to ask it. */
export interface HubSettings {
  /** Without a slash at the end; may have a path. */
  readonly endpoint: string;
  /** Sent to the endpoint's own origin and to nobody else. */
  readonly token?: string;
  readonly patience: Patience;
}

/** How long a pull puts up with a hub that does not answer well. */
export interface Patience {
  /** Tries in a row that bring nothing; the count begins anew whenever bytes have come. */
  readonly tries: number;
  /** Doubled after every try; a little of it is chance, so that many clients do not come back at once. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const publicHub = 'https://huggingface.co';

/** About two minutes in all. */
export const usualPatience: Patience = { tries: 7, firstPauseMs: 1_000, longestPauseMs: 60_000 };

/**
 * `HF_ENDPOINT` (a mirror) and `HF_TOKEN` (for private and gated models), as the hub's own tools read them; empty is
 * unset. Proxies (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`) are read when a pull begins. Throws CONFIG_INVALID.
 */
export function readHubSettings(env: Readonly<Record<string, string | undefined>>): HubSettings {
  const endpoint = env['HF_ENDPOINT']?.trim() ?? '';
  const token = env['HF_TOKEN']?.trim() ?? '';
  return {
    endpoint: endpoint === '' ? publicHub : requireUrl(endpoint),
    ...(token === '' ? {} : { token }),
    patience: usualPatience,
  };
}

function requireUrl(endpoint: string): string {
  const isUrl = URL.canParse(endpoint) && /^https?:$/u.test(new URL(endpoint).protocol);
  if (isUrl) return endpoint.replace(/\/+$/u, '');
  throw appError('CONFIG_INVALID', [`- HF_ENDPOINT is "${endpoint}"; expected a URL such as ${publicHub}.`]);
}
