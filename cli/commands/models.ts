import type { Command } from 'commander';
import { readConfig, type Environment } from '../../runtime/config/read-config.ts';
import { createLogger } from '../../runtime/logger.ts';
import type { Logger } from '../../core/logger.ts';
import type { CommandContext } from '../command-context.ts';
import { describeBytes } from '../describe-bytes.ts';
import { addJsonOption, type JsonOption } from '../options.ts';
import type { PulledModel, ShelfModel } from '../roots/model-shelf.ts';

const help = `
Models are kept in MUWAZI_MODELS_DIR (./data/models); a server chooses by MUWAZI_MODEL, whose
default "auto" takes the best one that is here. HF_ENDPOINT names another hub.

Examples:
  muwazi models pull Xenova/opus-mt-ar-en
  muwazi models card`;

/** `muwazi models`: what can translate, without a server. */
export function addModels(program: Command, context: CommandContext): void {
  const models = program
    .command('models')
    .summary('list, fetch and describe translation models')
    .description('List, fetch and describe translation models. Needs no server.')
    .addHelpText('after', help);
  addJsonOption(models.command('list').description('Models that are here, and those worth fetching.')).action(
    (options: JsonOption) => list(options, context),
  );
  addJsonOption(
    models
      .command('pull')
      .description('Fetch a model from the hub, once, and say how much disk it takes.')
      .argument('<id>', 'hub id such as Xenova/opus-mt-ar-en'),
  ).action((id: string, options: JsonOption) => pull(id, options, context));
  addJsonOption(
    models
      .command('card')
      .description('What a model is, how good it is, where it comes from.')
      .argument('[model]', 'auto, embedded, a pulled hub id, or a directory', 'auto'),
  ).action((choice: string, options: JsonOption) => card(choice, options, context));
}

async function list({ json }: JsonOption, { terminal, env }: CommandContext): Promise<void> {
  const { modelsDir, log } = settle(env);
  const { listModels } = await import('../roots/model-shelf.ts');
  const models = await listModels(modelsDir, log);
  const widest = Math.max(...models.map(({ id }) => id.length));
  for (const model of models) {
    if (json === true) terminal.print(JSON.stringify(model));
    else terminal.print(describeModel(model, widest));
  }
}

function describeModel({ id, state, bytes, auto }: ShelfModel, widest: number): string {
  const size = bytes === null ? '' : describeBytes(bytes);
  const words = [id.padEnd(widest), state.padEnd('pullable'.length), size.padStart('000 MB'.length)];
  return [...words, auto ? 'auto takes this one' : ''].join('  ').trimEnd();
}

async function pull(id: string, { json }: JsonOption, { terminal, env }: CommandContext): Promise<void> {
  const { modelsDir, log } = settle(env);
  terminal.note(`Fetching ${id} …`);
  const { pullModel } = await import('../roots/model-shelf.ts');
  const pulled = await pullModel(id, modelsDir, log);
  terminal.print(json === true ? JSON.stringify(factsOf(pulled)) : describeFacts(pulled));
}

async function card(choice: string, { json }: JsonOption, { terminal, env }: CommandContext): Promise<void> {
  const { modelsDir, log } = settle(env);
  const { readModelCard } = await import('../roots/model-shelf.ts');
  const model = await readModelCard(choice, modelsDir, log);
  if (json === true) terminal.print(JSON.stringify({ ...factsOf(model), card: model.card }));
  else terminal.print(`${describeFacts(model)}\n\n${model.card ?? 'It came without a card.'}`.trimEnd());
}

function factsOf({ identity, directory, bytes }: PulledModel): Readonly<Record<string, string | number>> {
  return { ...identity, directory, bytes };
}

function describeFacts({ identity, directory, bytes }: PulledModel): string {
  return `${identity.id}, revision ${identity.revision}: ${describeBytes(bytes)} in ${directory}`;
}

function settle(env: Environment): { readonly modelsDir: string; readonly log: Logger } {
  const config = readConfig({ MUWAZI_LOG_LEVEL: 'warn', ...env });
  const log = createLogger(config, 'cli', { write: (line) => void process.stderr.write(line) });
  return { modelsDir: config.modelsDir, log };
}
