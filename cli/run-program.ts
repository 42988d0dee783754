import { CommanderError } from 'commander';
import type { CommandContext } from './command-context.ts';
import { describeError } from './describe-error.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes.ts';
import { Interrupted } from './interruption.ts';
import { buildProgram } from './build-program.ts';

/** Runs one command line, without the program's own name. Never rejects: what went wrong has been said, and is the exit code. */
export async function runProgram(
  args: readonly string[],
  context: CommandContext,
  version: string,
): Promise<ExitCode> {
  try {
    await buildProgram(context, version).parseAsync(args, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    // Commander has said it already, or shown the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (error instanceof Interrupted) return exitCodes.interrupted;
    context.terminal.note(describeError(error, args.includes('--json') ? { json: true } : {}));
    return exitCodeOf(error);
  }
}
