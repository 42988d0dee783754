import { appError } from '../core/app-error.ts';
import { isMuwaziAt, openApiClient, type ApiClient } from './api-client.ts';
import type { CommandContext } from './command-context.ts';
import { defaultServerAddress, namedServerAddress } from './server-address.ts';
import { serverKey } from './server-key.ts';

export interface ServerChoice {
  readonly server?: string;
  readonly embedded?: true;
}

/**
 * Does `work` with the server somebody named, else with the one that runs on this machine, else with one that is started
 * for it and gone afterwards, whatever `work` or an interrupt does. A server that was named must be there.
 */
export async function withServer<Result>(
  choice: ServerChoice,
  { terminal, env }: Pick<CommandContext, 'terminal' | 'env'>,
  signal: AbortSignal,
  work: (api: ApiClient) => Promise<Result>,
): Promise<Result> {
  refuseTwoServers(choice);
  const named = choice.embedded === true ? undefined : namedServerAddress(choice.server, env);
  if (named !== undefined) return await work(openApiClient(named, { key: serverKey(env), signal }));
  if (choice.embedded !== true && (await isMuwaziAt(defaultServerAddress))) {
    terminal.note(`Using the server at ${defaultServerAddress}.`);
    return await work(openApiClient(defaultServerAddress, { key: serverKey(env), signal }));
  }
  terminal.note('Starting a server for this run …');
  const { startScratchSystem } = await import('./roots/start-scratch-system.ts');
  const system = await startScratchSystem(env, signal);
  try {
    return await work(openApiClient(system.address, { signal }));
  } finally {
    await system.stop();
  }
}

/** Throws ARGUMENTS_INVALID when both a server and none is asked for. */
function refuseTwoServers({ server, embedded }: ServerChoice): void {
  if (server !== undefined && embedded === true)
    throw appError('ARGUMENTS_INVALID', ['--server and --embedded exclude each other.']);
}
