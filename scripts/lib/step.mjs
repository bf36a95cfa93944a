import { spawn } from 'node:child_process';
import { root } from './workspace.mjs';

/** A step ended with another exit code than 0; its output has been shown. */
export class StepFailed extends Error {
  constructor(title, code) {
    super(`${title} failed (exit code ${code})`);
    this.code = code;
  }
}

/**
 * Runs a command as one progress line: `installing dependencies … 12.3 s`. The output is kept back, and shown when
 * the command fails.
 *
 * @param {string} title what is being done, as a participle
 * @param {string} command program to run in the workspace's root
 * @param {readonly string[]} args
 */
export async function step(title, command, args) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const live = process.stdout.isTTY ? setInterval(() => process.stdout.write(`\r${title} … ${seconds()}`), 500) : null;
  process.stdout.write(`${title} …`);
  const { code, output } = await run(command, args);
  if (live !== null) clearInterval(live);
  process.stdout.write(`${live === null ? '' : `\r${title} …`} ${seconds()}${code === 0 ? '' : ' failed'}\n`);
  if (code === 0) return;
  process.stdout.write(output);
  throw new StepFailed(title, code);
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const output = [];
    const child = spawn(command, args, {
      cwd: root,
      // CI keeps pnpm from asking before it replaces a node_modules folder that another version made.
      env: { ...process.env, CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // npx is a batch file on Windows.
      shell: process.platform === 'win32',
    });
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output: Buffer.concat(output).toString() }));
  });
}
