// @ts-check
import { spawn } from 'node:child_process';

/**
 * Runs a command and keeps what it prints; the caller shows it when it matters.
 *
 * @param {readonly string[]} command program and arguments
 * @param {string} cwd
 * @returns {Promise<{ readonly code: number, readonly output: string }>}
 */
export async function runQuietly(command, cwd) {
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    /** @param {unknown} chunk */
    const keep = (chunk) => {
      output += String(chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      resolve({ code: 127, output: `${output}${error.message}\n` });
    });
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
}
