import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { examine } from '../doctor/examine.ts';
import type { Finding, FindingState } from '../doctor/finding.ts';
import { exitCodes } from '../exit-codes.ts';
import { addJsonOption, type JsonOption } from '../options.ts';
import type { Terminal } from '../terminal.ts';

const help = `
Looks at what a server on this machine would find: Node, clock, settings (the environment),
threads, network and keys, port, data directory, disk, database, Redis and its policy, model
files, memory. It
really connects, starts the embedded database and translates a sentence; it changes nothing
and may run beside a server.

Ends with 0 when nothing has failed (warnings are no failures), else with 1.`;

/** `muwazi doctor`: what is wrong with this installation, and what to do. */
export function addDoctor(program: Command, context: CommandContext): void {
  const command = program
    .command('doctor')
    .summary('check this installation and say what to do')
    .description('Check everything a server needs on this machine and say what to do.');
  addJsonOption(command)
    .addHelpText('after', help)
    .action((options: JsonOption) => doctor(options, context));
}

async function doctor({ json }: JsonOption, { terminal, env, endWith }: CommandContext): Promise<void> {
  const { openProbes } = await import('../roots/open-probes.ts');
  const counts: Record<FindingState, number> = { ok: 0, warning: 0, failed: 0 };
  for await (const finding of examine(env, openProbes())) {
    counts[finding.state] += 1;
    terminal.print(json === true ? JSON.stringify(finding) : drawFinding(finding, terminal));
  }
  if (counts.failed > 0) endWith(exitCodes.failed);
  if (json !== true)
    terminal.note(`${counts.failed} failed, ${counts.warning} to know about, ${counts.ok} fine.`);
}

const marks = { ok: ['green', '✓'], warning: ['yellow', '!'], failed: ['red', '✗'] } as const;
const checkColumns = 'database'.length;

function drawFinding({ check, state, found, advice }: Finding, { style }: Pick<Terminal, 'style'>): string {
  const [colour, mark] = marks[state];
  const line = `${style(colour, mark)} ${check.padEnd(checkColumns)}  ${found}`;
  return advice === null ? line : `${line}\n  ${' '.repeat(checkColumns)}  → ${advice}`;
}
