import { Command } from 'commander';
import type { CommandContext } from './command-context.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExport } from './commands/export.ts';
import { addGlossary } from './commands/glossary.ts';
import { addImport } from './commands/import.ts';
import { addKeys } from './commands/keys.ts';
import { addList } from './commands/list.ts';
import { addModels } from './commands/models.ts';
import { addShow } from './commands/show.ts';
import { addStart } from './commands/start.ts';
import { addSubmit } from './commands/submit.ts';
import { addTranslate } from './commands/translate.ts';
import { addWatch } from './commands/watch.ts';
import { exitCodeMeanings } from './exit-codes.ts';

/** The whole command line. Wrong usage is told on standard error and throws a CommanderError; so does help. */
export function buildProgram(context: CommandContext, version: string): Command {
  const program = new Command('muwazi')
    .description('Arabic news articles in, aligned English out. Nothing leaves your machines.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help; every command has its own')
    .configureHelp({ showGlobalOptions: false })
    .showSuggestionAfterError()
    .showHelpAfterError('Add --help for what there is.')
    .exitOverride()
    .addHelpText('after', epilogue);
  addTranslate(program, context);
  addStart(program);
  addSubmit(program, context);
  addWatch(program, context);
  addList(program, context);
  addShow(program, context);
  addExport(program, context);
  addImport(program, context);
  addGlossary(program, context);
  addModels(program, context);
  addKeys(program, context);
  addDoctor(program, context);
  return program;
}

const epilogue = `
First steps:
  muwazi translate article.txt       needs nothing else; writes article.tmx
  muwazi start                       a server to send articles to: http://127.0.0.1:3000
  muwazi doctor                      when something does not work

Exit codes:
${exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`).join('\n')}`;
