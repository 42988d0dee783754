import { createServer } from 'node:net';
import type { Config } from '../../runtime/config/read-config.ts';
import { isMuwaziAt } from '../api-client.ts';
import { failed, ok, type Finding } from './finding.ts';

export interface PortCheck {
  readonly finding: Finding;
  /** Whether a Muwazi has the port. */
  readonly running: boolean;
}

/** Tries to listen where a server would. */
export async function checkPort({ host, port }: Pick<Config, 'host' | 'port'>): Promise<PortCheck> {
  const place = `${host}:${port}`;
  const code = await tryListening(host, port);
  if (code === undefined)
    return { finding: ok('port', port === 0 ? 'Any free one.' : `${place} is free.`), running: false };
  if (code === 'EADDRINUSE' && (await isMuwaziAt(`http://${reachable(host)}:${port}`)))
    return { finding: ok('port', `A Muwazi runs at ${place}.`), running: true };
  const finding =
    code === 'EADDRINUSE'
      ? failed('port', {
          code: 'ADDRESS_IN_USE',
          found: `${place} is in use by another program.`,
          advice: 'Stop it, or set MUWAZI_PORT to a free port.',
        })
      : failed('port', {
          code: 'ADDRESS_UNUSABLE',
          found: `Nobody can listen on ${place} (${code}).`,
          advice: adviceOf(code),
        });
  return { finding, running: false };
}

function adviceOf(code: string): string {
  return code === 'EACCES'
    ? 'Set MUWAZI_PORT to one from 1024 on.'
    : 'Set MUWAZI_HOST to an address of this machine, such as 127.0.0.1.';
}

/** undefined when it worked, else the system's code. */
function tryListening(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? 'unknown');
    });
    server.listen({ host: host.replace(/^\[|\]$/gu, ''), port }, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}

/** Who listens on every address is asked on this machine's own. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
