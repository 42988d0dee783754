import type { Command } from 'commander';
import { isFinished, type SegmentAnswer } from '../api-answers.ts';
import { openApiClient } from '../api-client.ts';
import type { CommandContext } from '../command-context.ts';
import {
  addJsonOption,
  addServerOption,
  parseCount,
  type JsonOption,
  type ServerOption,
} from '../options.ts';
import { serverAddress } from '../server-address.ts';
import { serverKey } from '../server-key.ts';
import { layOutSideBySide, type SidePair } from '../side-by-side.ts';

interface ShowOptions extends ServerOption, JsonOption {
  readonly columns?: number;
}

const help = `
English on the left, Arabic on the right, sentence beside sentence; warnings stand below
theirs. Shows what is there of a document that is not finished.

Example:
  muwazi show ID | less -R`;

/** `muwazi show ID`: both languages side by side. */
export function addShow(program: Command, context: CommandContext): void {
  const command = program
    .command('show')
    .summary('show a document, both languages side by side')
    .description('Show a document, both languages side by side.')
    .argument('<id>', 'id of a document, as submit and list print it')
    .option('--columns <count>', 'width of the text (that of the terminal, else 120)', parseCount);
  addJsonOption(addServerOption(command))
    .addHelpText('after', help)
    .action((id: string, options: ShowOptions) => show(id, options, context));
}

async function show(id: string, options: ShowOptions, { terminal, env }: CommandContext): Promise<void> {
  const api = openApiClient(serverAddress(options.server, env), { key: serverKey(env) });
  const document = await api.document(id);
  const columns = options.columns ?? terminal.columns;
  for await (const segment of api.segments(id)) {
    if (options.json === true) terminal.print(JSON.stringify(segment));
    else
      terminal.print(
        layOutSideBySide([pairOf(segment)], { columns, styleNote: (line) => terminal.style('yellow', line) }),
      );
  }
  const { done, total } = document.paragraphs;
  if (options.json !== true && !isFinished(document))
    terminal.note(`Not finished: ${done} of ${total} paragraphs.`);
}

function pairOf({ source, target, flags, confidence }: SegmentAnswer): SidePair {
  if (flags.length === 0) return { source, target };
  const sure = confidence === null ? '' : ` (confidence ${Math.round(confidence * 100)} %)`;
  return { source, target, note: `⚠ ${flags.join(', ')}${sure}` };
}
