import type { Command } from 'commander';

/** Option → environment variable. The server reads its environment, so that there is one way to set a thing. */
const variables = {
  host: 'MUWAZI_HOST',
  port: 'MUWAZI_PORT',
  dataDir: 'MUWAZI_DATA_DIR',
  model: 'MUWAZI_MODEL',
  workers: 'MUWAZI_WORKERS',
} as const;

type StartOptions = Readonly<Partial<Record<keyof typeof variables, string>>>;

const help = `
Runs until ^C, logs to standard output. Every setting is an environment variable
(MUWAZI_THREADS, DATABASE_URL, REDIS_URL …: docs/operations.md); an option here wins over it.

Examples:
  muwazi start --data-dir ~/muwazi
  muwazi start --port 8080 --model Xenova/opus-mt-ar-en`;

/** `muwazi start`: what `npm start` runs in a checkout. */
export function addStart(program: Command): void {
  program
    .command('start')
    .summary('start a server: database, queue, API and workers')
    .description('Start a server: the embedded database where no other is configured, API and workers.')
    .option('--host <address>', 'address the API listens on (127.0.0.1)')
    .option('--port <port>', 'TCP port of the API (3000)')
    .option('--data-dir <directory>', 'where everything is kept (./data)')
    .option('--model <model>', 'auto, embedded, a hub id such as owner/name, or a directory')
    .option('--workers <count>', 'worker processes (one for each core)')
    .addHelpText('after', help)
    .action(start);
}

/** Never resolves: the server ends the process itself, with its own exit code. */
async function start(options: StartOptions): Promise<never> {
  for (const [option, variable] of Object.entries(variables)) {
    const value = options[option as keyof StartOptions]; // a key of `variables`, from Object.entries
    if (value !== undefined) process.env[variable] = value;
  }
  await import('../../runtime/main.ts');
  return await new Promise<never>(() => undefined);
}
