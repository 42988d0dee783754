import { expect, test } from 'vitest';
import { parseEvaluationArguments } from '../../../models/evaluation/evaluation-arguments.ts';

test('with nothing said: the best model there is, on FLORES dev', () => {
  expect(parseEvaluationArguments([])).toMatchObject({
    model: 'auto',
    set: 'flores-dev',
    baseline: null,
    out: 'out/evaluation',
    glossary: false,
  });
});

test('every option is read', () => {
  const args =
    '--model embedded --set ./my/set --baseline old.json --out here --models-dir there --threads 3 --glossary';
  expect(parseEvaluationArguments(args.split(' '))).toEqual({
    model: 'embedded',
    set: './my/set',
    baseline: 'old.json',
    out: 'here',
    modelsDir: 'there',
    threads: 3,
    glossary: true,
  });
});

test.each([
  [['--modell', 'embedded']],
  [['--model']],
  [['embedded']],
  [['--threads', '0']],
  [['--threads', '1.5']],
  [['--threads', 'many']],
])('%j is refused', (args) => {
  expect(() => parseEvaluationArguments(args)).toThrow(
    expect.objectContaining({ code: 'ARGUMENTS_INVALID' }),
  );
});
