import { InvalidArgumentError, type Command } from 'commander';
import { formatNames } from './format-names.ts';
import { defaultServerAddress } from './server-address.ts';

export interface ServerOption {
  readonly server?: string;
}

export interface JsonOption {
  readonly json?: true;
}

/** Options that several commands have, worded once. */
export function addServerOption(command: Command): Command {
  return command.option(
    '-s, --server <url>',
    `server to talk to (or MUWAZI_URL; else ${defaultServerAddress})`,
  );
}

export function addJsonOption(command: Command): Command {
  return command.option('--json', 'print one JSON value a line instead of text for people; errors too');
}

export function addFormatOption(command: Command): Command {
  return command.option('-t, --to <format>', `one of: ${formatNames.join(', ')}`, 'tmx');
}

export interface CharsetOption {
  readonly charset?: string;
}

export function addCharsetOption(command: Command): Command {
  return command.option(
    '--charset <name>',
    'encoding of .txt and .html (else it is found: UTF-8, UTF-16, Windows-1256)',
  );
}

/** What a file may be, as the help of several commands has it. */
export const fileKinds =
  '.txt, .html (the article in the page), .docx, or .jsonl: an article a line, as the API takes it';

/** The parser of an option that counts something. */
export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(text)) throw new InvalidArgumentError('It must be a whole number above 0.');
  return Number(text);
}
