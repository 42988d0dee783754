import type { Command } from 'commander';
import type {
  ModelFacts,
  ModelShelf,
  PulledModel,
  ShelfModel,
  Verification,
} from '../../core/model-shelf.ts';
import { readConfig, type Environment } from '../../runtime/config/read-config.ts';
import { createLogger } from '../../runtime/logger.ts';
import type { CommandContext } from '../command-context.ts';
import { describeBytes } from '../describe-bytes.ts';
import { exitCodes } from '../exit-codes.ts';
import { addJsonOption, type JsonOption } from '../options.ts';
import { openPullLine } from '../pull-line.ts';

interface PullFlags extends JsonOption {
  readonly update?: true;
}

interface RemoveFlags extends JsonOption {
  readonly force?: true;
}

const help = `
Models are kept in MUWAZI_MODELS_DIR (./data/models). A server takes the one that MUWAZI_MODEL
names; with "auto", the default, the one chosen with "muwazi models use", else the best that is here.
HF_ENDPOINT names another hub, HF_TOKEN opens private models, HTTPS_PROXY and NO_PROXY are honoured.

Examples:
  muwazi models pull Xenova/opus-mt-ar-en
  muwazi models use Xenova/opus-mt-ar-en
  muwazi models verify`;

/** `muwazi models`: what can translate, without a server. */
export function addModels(program: Command, context: CommandContext): void {
  const models = program
    .command('models')
    .summary('list, fetch, verify, choose and remove translation models')
    .description('List, fetch, verify, choose and remove translation models. Needs no server.')
    .addHelpText('after', help);
  const hubId = 'hub id such as Xenova/opus-mt-ar-en';
  addJsonOption(models.command('list').description('Models that are here, and those worth fetching.')).action(
    (options: JsonOption) => list(options, context),
  );
  addJsonOption(
    models
      .command('pull')
      .description(
        'Fetch a model from the hub, or mend one that is here; goes on where an earlier pull ended.',
      )
      .argument('<id>', hubId)
      .option('--update', 'ask the hub for a newer revision of a model that is here'),
  ).action((id: string, options: PullFlags) => pull(id, options, context));
  addJsonOption(
    models
      .command('verify')
      .description('Read every byte of models that are here and compare it with what was fetched.')
      .argument('[id]', 'all that are here, unless given'),
  ).action((id: string | undefined, options: JsonOption) => verify(id, options, context));
  addJsonOption(
    models
      .command('remove')
      .description('Remove a model, or what an interrupted pull left of it.')
      .argument('<id>', hubId)
      .option('--force', 'also while a process uses it, which goes on until it starts again'),
  ).action((id: string, options: RemoveFlags) => remove(id, options, context));
  addJsonOption(
    models
      .command('use')
      .description('Choose the model that a server takes from its next start on.')
      .argument('<model>', 'an id that is here, embedded, or auto for the best one that is here'),
  ).action((choice: string, options: JsonOption) => use(choice, options, context));
  addJsonOption(
    models
      .command('card')
      .description('What a model is, how good it is, where it comes from.')
      .argument('[model]', 'auto, embedded, a pulled hub id, or a directory', 'auto'),
  ).action((choice: string, options: JsonOption) => card(choice, options, context));
}

async function list({ json }: JsonOption, { terminal, env }: CommandContext): Promise<void> {
  const models = await (await openShelfOf(env)).list();
  const widest = Math.max(...models.map(({ id }) => id.length));
  for (const model of models) {
    if (json === true) terminal.print(JSON.stringify(model));
    else terminal.print(describeModel(model, widest));
  }
}

function describeModel({ id, state, bytes, auto, usedBy, licence }: ShelfModel, widest: number): string {
  const size = bytes === null ? '' : describeBytes(bytes);
  const words = [
    id.padEnd(widest),
    state.padEnd('pullable'.length),
    size.padStart('000 MB'.length),
    licence.padEnd('NOASSERTION'.length),
  ];
  const notes = [...(auto ? ['auto takes this one'] : []), ...usedBy.map((user) => `used by ${user}`)];
  return [...words, notes.join('; ')].join('  ').trimEnd();
}

async function pull(id: string, { json, update }: PullFlags, context: CommandContext): Promise<void> {
  const { terminal, env, takeInterrupts } = context;
  const shelf = await openShelfOf(env);
  terminal.note(`Fetching ${id} …`);
  const line = openPullLine(terminal.progress);
  try {
    const pulled = await shelf.pull(id, {
      signal: takeInterrupts(),
      onProgress: line.show,
      ...(update === true ? { refresh: 'newest' } : {}),
    });
    line.end();
    terminal.print(json === true ? JSON.stringify(factsOf(pulled)) : describePulled(pulled));
  } catch (error) {
    line.end();
    throw error;
  }
}

function factsOf({ identity, ...facts }: PulledModel): object {
  return { ...identity, ...facts };
}

function describePulled(pulled: PulledModel): string {
  const { fetched, licence } = pulled;
  const facts = `${describeFacts(pulled)}. Licence: ${licence}.`;
  return fetched ? facts : `Nothing to fetch. ${facts}`;
}

function describeFacts({
  identity,
  directory,
  bytes,
}: Pick<PulledModel, 'identity' | 'directory' | 'bytes'>): string {
  return `${identity.id}, revision ${identity.revision}: ${describeBytes(bytes)} in ${directory}`;
}

async function verify(id: string | undefined, { json }: JsonOption, context: CommandContext): Promise<void> {
  const { terminal, env, endWith } = context;
  const shelf = await openShelfOf(env);
  for (const one of id === undefined ? await idsHere(shelf) : [id]) {
    const verification = await shelf.verify(one);
    if (json === true) terminal.print(JSON.stringify(verification));
    else for (const line of describeVerification(verification)) terminal.print(line);
    if (verification.faults.length > 0) endWith(exitCodes.failed);
  }
}

async function idsHere(shelf: ModelShelf): Promise<readonly string[]> {
  return (await shelf.list()).filter(({ state }) => state !== 'pullable').map(({ id }) => id);
}

const faultWords = {
  missing: 'is missing',
  size: 'has another size',
  content: 'has another content',
} as const;

function describeVerification({ id, files, faults }: Verification): readonly string[] {
  if (files === 0)
    return [`${id}: nothing is known about its files. To change that: muwazi models pull ${id}`];
  if (faults.length === 0) return [`${id}: ${files} files are as they were published.`];
  // A model without an owner is the one that ships with Muwazi.
  const advice = id.includes('/') ? `Mend it: muwazi models pull ${id}` : 'Install Muwazi again.';
  return faults.map(({ file, fault }) => `${id}: ${file} ${faultWords[fault]}. ${advice}`);
}

async function remove(id: string, { json, force }: RemoveFlags, context: CommandContext): Promise<void> {
  const { terminal, env } = context;
  const shelf = await openShelfOf(env);
  const { wasChosen } = await shelf.remove(id, force === true ? { whileInUse: 'remove' } : {});
  if (json === true) terminal.print(JSON.stringify({ id, removed: true, wasChosen }));
  else
    terminal.print(`${id} is removed.${wasChosen ? ' It was the chosen one; nothing is chosen now.' : ''}`);
}

async function use(choice: string, { json }: JsonOption, { terminal, env }: CommandContext): Promise<void> {
  const identity = await (await openShelfOf(env)).use(choice);
  if (json === true) {
    terminal.print(JSON.stringify({ choice, ...identity }));
    return;
  }
  terminal.print(`A server that starts from now on takes ${identity.id}, revision ${identity.revision}.`);
  const { MUWAZI_MODEL: model = 'auto' } = env;
  if (model !== 'auto') terminal.note(`MUWAZI_MODEL is "${model}" here, which stands before this choice.`);
}

async function card(choice: string, { json }: JsonOption, { terminal, env }: CommandContext): Promise<void> {
  const model = await (await openShelfOf(env)).card(choice);
  const { identity, ...facts } = model;
  if (json === true) terminal.print(JSON.stringify({ ...facts, ...identity }));
  else terminal.print(`${describeFacts(model)}\n${describeOrigin(model)}\n\n${textOf(model.card)}`.trimEnd());
}

function describeOrigin({ licence, languages, scores }: ModelFacts): string {
  const pair = languages === null ? [] : [`${languages.source} → ${languages.target}`];
  const measured = scores.map(
    ({ set, bleu, chrf2 }) => `${set}: BLEU ${bleu.toFixed(1)}, chrF2 ${chrf2.toFixed(1)}`,
  );
  return [...pair, `licence ${licence}`, ...measured].join('; ');
}

function textOf(text: string | null): string {
  return text ?? 'It came without a card.';
}

async function openShelfOf(env: Environment): Promise<ModelShelf> {
  const config = readConfig({ MUWAZI_LOG_LEVEL: 'warn', ...env });
  const log = createLogger(config, 'cli', { write: (line) => void process.stderr.write(line) });
  const { openShelf } = await import('../roots/model-shelf.ts');
  return openShelf(config.modelsDir, log);
}
