#!/usr/bin/env node
// @ts-check
/*
 * The `muwazi` command. Plain JavaScript that any Node reads, so that an old Node, or a checkout that nobody has
 * compiled, is told what to do instead of seeing a stack trace.
 */
import { existsSync } from 'node:fs';
import process from 'node:process';

const main = new URL('../dist/cli/main.js', import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 20)) {
  stop(`Node 20.20 or newer is needed; this is ${process.versions.node}. Get it from https://nodejs.org.`);
} else if (!existsSync(main)) {
  stop('This checkout is not compiled yet. Run "npm run build" in it first.');
} else {
  await import(main.href);
}

/** @param {string} sentence */
function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  // 78, EX_CONFIG: a person must change the installation first.
  process.exitCode = 78;
}
