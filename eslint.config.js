// @ts-check
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { dependencyRule } from './scripts/dependency-rule.js';

/** Counted without blank lines and comments: prose is never a reason to split a file. */
const codeLines = { skipBlankLines: true, skipComments: true };

/** @param {string} selector @param {string} message */
const forbid = (selector, message) => ({ selector, message });

const shape = [
  forbid('ExportAllDeclaration', 'No barrels: import from the file that holds the idea.'),
  forbid('ExportNamedDeclaration[source]', 'No barrels: import from the file that holds the idea.'),
  forbid('ExportDefaultDeclaration', 'Named exports only.'),
  forbid('TSEnumDeclaration', 'Use a const object or tuple with "as const".'),
  forbid(
    ':function > Identifier.params[typeAnnotation.typeAnnotation.type="TSBooleanKeyword"]',
    'A boolean parameter is two functions, or an option with a name.',
  ),
];

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'out/', 'coverage/', 'node_modules/', '**/*.gen.d.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/strict-boolean-expressions': ['error', { allowNullableObject: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Numbers read well in a template; objects and undefined do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...shape],
      'max-lines': ['error', { max: 300, ...codeLines }],
      'max-lines-per-function': ['error', { max: 60, ...codeLines }],
    },
  },
  ...dependencyRule(),
  {
    files: ['web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': { rules: reactHooks.rules } },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      // A handler that starts something answers for its failure itself (a mutation, a query).
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // A test file is a list of sentences; its outer functions are as long as the list.
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 400, ...codeLines }],
      // A missing element should fail the test with a TypeError, not be handled.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // The run's own voice: summaries, skipped tests, measurements.
      'no-console': 'off',
    },
  },
  {
    files: ['scripts/**'],
    rules: {
      'no-console': 'off',
      // Plain JavaScript has no cast: JSON.parse meets its type in a JSDoc comment.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // Tools that load a file by name ask for its default export.
    files: ['**/*.config.{ts,js}', 'tests/support/*-reporter.ts', 'tests/support/*global-setup.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...shape.filter((rule) => rule.selector !== 'ExportDefaultDeclaration'),
      ],
    },
  },
);
