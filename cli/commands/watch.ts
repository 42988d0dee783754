import type { Command } from 'commander';
import { openApiClient } from '../api-client.ts';
import type { DocumentAnswer } from '../api-answers.ts';
import type { CommandContext } from '../command-context.ts';
import { describeFailure } from '../describe-failure.ts';
import { exitCodes } from '../exit-codes.ts';
import { addJsonOption, addServerOption, type JsonOption, type ServerOption } from '../options.ts';
import { openProgressLine } from '../progress-line.ts';
import { serverAddress } from '../server-address.ts';
import { serverKey } from '../server-key.ts';
import { watchDocuments } from '../watch-documents.ts';

interface WatchOptions extends ServerOption, JsonOption {}

const help = `
Shows paragraphs, speed and the time left; on anything but a terminal, a line whenever a
paragraph is finished. With --json, the document whenever it has moved. ^C stops watching,
not the translation. A server that restarts is waited for.

Ends with 0 when all documents are done, and with 1 when one failed or was cancelled.`;

/** `muwazi watch ID…`: follows documents until they are finished. */
export function addWatch(program: Command, context: CommandContext): void {
  const command = program
    .command('watch')
    .summary('follow documents until they are finished')
    .description('Follow documents until they are finished.')
    .argument('<id...>', 'ids of documents, as submit and list print them');
  addJsonOption(addServerOption(command))
    .addHelpText('after', help)
    .action((ids: readonly string[], options: WatchOptions) => watch(ids, options, context));
}

async function watch(
  ids: readonly string[],
  options: WatchOptions,
  { terminal, env, takeInterrupts, endWith }: CommandContext,
): Promise<void> {
  const signal = takeInterrupts();
  const api = openApiClient(serverAddress(options.server, env), { key: serverKey(env), signal });
  const line = openProgressLine(terminal.progress);
  const printJson = (document: DocumentAnswer): void => {
    terminal.print(JSON.stringify(document));
  };
  const watching = options.json === true ? { onChange: printJson } : { onProgress: line.show };
  const documents = await watchDocuments(api, [...new Set(ids)], { signal, ...watching }).finally(() => {
    line.end();
  });
  for (const document of documents) {
    if (document.status !== 'done') endWith(exitCodes.failed);
    if (options.json === true) continue;
    const failure = document.paragraphs.failed > 0 ? `: ${describeFailure(document)}` : '';
    terminal.print(`${document.id} ${document.status}${failure}`);
  }
}
