import type { Environment } from '../runtime/config/read-config.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** What every command gets. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: Environment;
  /**
   * Makes ^C abort `signal` instead of ending the process, from now on; for commands that have something to put away.
   * They stop what they started and reject with the signal's reason.
   */
  readonly takeInterrupts: () => AbortSignal;
  /** For a command that went on after a failure: the process ends with `code`. The first one counts. */
  readonly endWith: (code: ExitCode) => void;
}
