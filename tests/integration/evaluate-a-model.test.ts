import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EvaluationReport } from '../../models/evaluation/evaluation-report.ts';

const entry = resolve(import.meta.dirname, '../../dist/models/evaluation/main.js');

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muwazi-eval-'));
  await writeFile(
    join(directory, 'news.ar'),
    'قال الرئيس إن الاجتماع سيعقد غدا.\nلا أحد يعرف السبب.\nأين المدرسة؟\n',
  );
  await writeFile(
    join(directory, 'news.en'),
    'The president said that the meeting will be held tomorrow.\nNobody knows the reason.\nWhere is the school?\n',
  );
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `npm run eval -- …` starts, after its build. */
function runEvaluation(...args: readonly string[]): Promise<Ended> {
  return new Promise((settle) => {
    execFile(process.execPath, [entry, ...args], (error, stdout, stderr) => {
      settle({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

async function evaluateNews(...more: readonly string[]): Promise<Ended> {
  const common = ['--model', 'embedded', '--set', join(directory, 'news'), '--out', directory];
  return runEvaluation(...common, '--threads', '1', ...more);
}

test('the embedded model is evaluated, and then compared with itself', { timeout: 120_000 }, async () => {
  const first = await evaluateNews();
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('| chrF2') as string });
  const file = join(directory, 'muwazi-tiny-ar-en.news.json');
  const report = JSON.parse(await readFile(file, 'utf8')) as EvaluationReport;
  expect(report.model.revision).toMatch(/^[0-9a-f]{12}$/u);
  expect(report.translations).toHaveLength(3);
  expect(report.speed.targetTokensPerSecond).toBeGreaterThan(0);
  // 64 when this was written; the same translations against each other's references score 11.
  expect(report.metrics.find(({ name }) => name === 'chrF2')?.score).toBeGreaterThan(40);

  const second = await evaluateNews('--baseline', file);
  expect(second.code).toBe(0);
  expect(second.stdout).toMatch(/## Against muwazi-tiny-ar-en[^]*\| chrF2 .* \+0\.00 \| 1\.000 \|/u);
});

test('a wrong option is answered with the options there are', async () => {
  const { code, stderr } = await runEvaluation('--modle', 'embedded');
  expect(code).toBe(1);
  expect(stderr).toContain("'--modle'");
  expect(stderr).toContain('--baseline FILE');
  expect(stderr).not.toContain('    at ');
});

test('sides of different length are told before anything is translated', async () => {
  await writeFile(join(directory, 'news.en'), 'One line.\n');
  const { code, stdout, stderr } = await evaluateNews();
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('.ar has 3 lines and .en has 1');
});

test('a model that is not there is told by name', async () => {
  const { code, stderr } = await runEvaluation('--model', './nowhere', '--set', join(directory, 'news'));
  expect(code).toBe(1);
  expect(stderr).toBe(
    'There is no model "./nowhere". Use auto, embedded, a hub id such as owner/name, or a directory.\n',
  );
});
