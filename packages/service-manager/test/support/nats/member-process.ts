import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A process of a company that can be killed: it provides one greeter, and does what it is told. */
export interface MemberProcess {
  readonly process: ChildProcess;
  readonly node: string;
  /** Resolves when the process says so. */
  said(word: string): Promise<void>;
  kill(): Promise<void>;
}

let bundle: Promise<string> | undefined;

/** Translates the process once for all tests of a file. */
async function bundled(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-member-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'member.cjs');
  await build({
    entryPoints: [new URL('./member-main.ts', import.meta.url).pathname],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    conditions: ['@caruso/source'],
    external: ['vitest'],
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
    logLevel: 'error',
  });
  return outfile;
}

export async function memberProcess(servers: string, company: string, says: string): Promise<MemberProcess> {
  bundle ??= bundled();
  const child = fork(await bundle, [servers, company, says], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const words: string[] = [];
  const waiting: { readonly word: string; resolve(): void }[] = [];
  child.on('message', (message) => {
    const word = String(message);
    words.push(word);
    for (const waiter of waiting) if (word.startsWith(waiter.word)) waiter.resolve();
  });
  const said = (word: string) =>
    words.some((other) => other.startsWith(word))
      ? Promise.resolve()
      : new Promise<void>((resolve) => waiting.push({ word, resolve }));
  await said('ready ');
  const node = words.find((word) => word.startsWith('ready '))?.slice(6) ?? '';
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  return { process: child, node, said, kill };
}
