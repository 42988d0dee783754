import { readVersion } from '../runtime/read-version.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';
import { listenForInterrupts } from './interruption.ts';
import { runProgram } from './run-program.ts';
import { openTerminal } from './terminal.ts';

/*
 * The one place where the command line touches its process: streams, signals and the exit code.
 */

// `muwazi list | head`: whoever reads has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.failed);
});

const terminal = openTerminal(process.stdout, process.stderr);
let ownFailure: ExitCode = exitCodes.ok;
let interrupts: AbortSignal | undefined;

const context: CommandContext = {
  terminal,
  env: process.env,
  takeInterrupts: () =>
    (interrupts ??= listenForInterrupts(() => {
      terminal.note('Stopping …');
    })),
  endWith: (code) => {
    if (ownFailure === exitCodes.ok) ownFailure = code;
  },
};

const code = await runProgram(process.argv.slice(2), context, await readVersion());
process.exit(code === exitCodes.ok ? ownFailure : code);
