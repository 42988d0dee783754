import { Option, type Command } from 'commander';
import { roles, type Role } from '../../core/role.ts';
import { readConfig } from '../../runtime/config/read-config.ts';
import { createLogger } from '../../runtime/logger.ts';
import type { ApiKey, IssuedKey, KeyStore } from '../../store/key-store.ts';
import type { CommandContext } from '../command-context.ts';
import { addJsonOption, parseCount, type JsonOption } from '../options.ts';
import { parseDuration, parseMoment } from '../parse-moment.ts';

interface CreateOptions extends JsonOption {
  readonly role: Role;
  readonly name: string;
  readonly expires?: Date;
  readonly rate?: number;
  readonly quota?: number;
}

interface RotateOptions extends JsonOption {
  readonly grace: number;
  readonly expires?: Date;
}

const help = `
Works on the database itself (DATABASE_URL, or the embedded one in MUWAZI_DATA_DIR), so that the
first key can be made before a server runs. A key is shown once; only a hash of it is kept.
Changes reach a running server within five seconds.

Roles: reader looks and downloads; submitter also sends articles and corrections; admin may do all.

Examples:
  muwazi keys create --role submitter --name "news desk" --expires 365d
  muwazi keys rotate 0123456789ab --grace 2d
  curl -H "Authorization: Bearer KEY" http://127.0.0.1:3000/v1/documents`;

/** `muwazi keys`: who may come in. */
export function addKeys(program: Command, context: CommandContext): void {
  const keys = program
    .command('keys')
    .summary('make, list, rotate and revoke API keys')
    .description('Make, list, rotate and revoke API keys.')
    .addHelpText('after', help);
  const expires = '--expires <when>';
  addJsonOption(
    keys
      .command('create')
      .description('Make a key and show it, once.')
      .addOption(new Option('--role <role>', 'what it may do').choices(roles).makeOptionMandatory())
      .option('--name <name>', 'whose it is', 'unnamed')
      .option(expires, 'when it ends: 90d, or 2027-01-31; never unless given', parseMoment)
      .option('--rate <count>', 'requests a minute; MUWAZI_REQUESTS_PER_MINUTE unless given', parseCount)
      .option('--quota <MB>', 'megabytes it may send a day (UTC); no limit unless given', parseCount),
  ).action((options: CreateOptions) => create(options, context));
  addJsonOption(keys.command('list').description('All keys that were ever made, newest first.')).action(
    (options: JsonOption) => list(options, context),
  );
  addJsonOption(
    keys
      .command('rotate')
      .description('Make a new key in place of an old one, which goes on for a while.')
      .argument('<id>', 'the twelve digits after muwazi_')
      .option(
        '--grace <time>',
        'how long the old one goes on: 0m, 12h, 7d',
        parseDuration,
        parseDuration('1d'),
      )
      .option(expires, 'when the new one ends; never unless given', parseMoment),
  ).action((id: string, options: RotateOptions) => rotate(id, options, context));
  addJsonOption(
    keys
      .command('revoke')
      .description('End a key at once, for good.')
      .argument('<id>', 'the twelve digits after muwazi_'),
  ).action((id: string, options: JsonOption) => revoke(id, options, context));
}

async function create(options: CreateOptions, context: CommandContext): Promise<void> {
  const issued = await onKeys(context, (keys) =>
    keys.create({
      name: options.name,
      role: options.role,
      requestsPerMinute: options.rate ?? null,
      bytesPerDay: options.quota === undefined ? null : options.quota * 1_000_000,
      expiresAt: options.expires ?? null,
    }),
  );
  show(issued, options, context);
}

async function rotate(id: string, options: RotateOptions, context: CommandContext): Promise<void> {
  const { grace: graceMs, expires: expiresAt = null } = options;
  show(await onKeys(context, (keys) => keys.rotate(id, { graceMs, expiresAt })), options, context);
}

async function revoke(id: string, { json }: JsonOption, context: CommandContext): Promise<void> {
  const key = await onKeys(context, (keys) => keys.revoke(id));
  context.terminal.print(json === true ? JSON.stringify(key) : lineOf(key));
}

async function list({ json }: JsonOption, context: CommandContext): Promise<void> {
  const keys = await onKeys(context, (store) => store.list());
  for (const key of keys) context.terminal.print(json === true ? JSON.stringify(key) : lineOf(key));
  if (keys.length === 0 && json !== true) context.terminal.note('No keys.');
}

/** The key alone on standard output, for scripts; what a person should know beside it. */
function show({ key, token }: IssuedKey, { json }: JsonOption, { terminal }: CommandContext): void {
  if (json === true) {
    terminal.print(JSON.stringify({ ...key, token }));
    return;
  }
  terminal.note(`${lineOf(key)}\nThis is the only time it is shown:`);
  terminal.print(token);
}

function lineOf(key: ApiKey): string {
  const words = [key.id, key.role.padEnd('submitter'.length), stateOf(key), lastUse(key), key.name];
  return words.join('  ');
}

function stateOf({ revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt !== null) return `revoked ${dayOf(revokedAt)}`;
  if (expiresAt === null) return 'does not end    ';
  return expiresAt.getTime() <= Date.now() ? `ended ${dayOf(expiresAt)}` : `ends ${dayOf(expiresAt)}`;
}

function lastUse({ lastUsedAt }: ApiKey): string {
  return lastUsedAt === null ? 'never used     ' : `used ${dayOf(lastUsedAt)}`;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

async function onKeys<Result>(
  { env }: CommandContext,
  work: (keys: KeyStore) => Promise<Result>,
): Promise<Result> {
  const config = readConfig({ MUWAZI_LOG_LEVEL: 'warn', ...env });
  const log = createLogger(config, 'cli', { write: (line) => void process.stderr.write(line) });
  const { withKeys } = await import('../roots/with-keys.ts');
  return await withKeys(config, log, work);
}
