import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';

const tools = join(process.env.CARUSO_TOOLS ?? '', 'asterisk');
const programs = ['sipp', 'baresip', 'espeak-ng', 'sox'];

/** A file of the Asterisk for tests. */
export const toolOf = (...path: readonly string[]): string => join(tools, ...path);

/** Why no telephone call can be made on this machine; undefined when all is there. */
export const missing: string | undefined = whatIsMissing();

function whatIsMissing(): string | undefined {
  if (process.env.CARUSO_TOOLS === undefined) return 'CARUSO_TOOLS is not set';
  if (!existsSync(toolOf('start-asterisk.sh'))) return `CARUSO_TOOLS has no asterisk: ${tools}`;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const absent = programs.filter((program) => !folders.some((folder) => existsSync(join(folder, program))));
  return absent.length === 0 ? undefined : `not installed: ${absent.join(', ')}`;
}

/** The files of an Asterisk, fetched once for all runs. */
export function asteriskBundle(): string {
  const bundle = join(tmpdir(), `caruso-asterisk-${userInfo().uid}`);
  if (existsSync(join(bundle, 'usr/sbin/asterisk'))) return bundle;
  const work = mkdtempSync(join(tmpdir(), 'caruso-asterisk-fetch-'));
  const run = (script: string, ...given: string[]) => execFileSync(toolOf(script), given, { stdio: ['ignore', 2, 2] });
  run('get-asterisk.sh', join(work, 'tree'), 'forky');
  run('make-bundle.sh', join(work, 'tree'), join(work, 'bundle'));
  try {
    renameSync(join(work, 'bundle'), bundle);
  } catch {
    // Another test file was faster.
  }
  rmSync(work, { recursive: true, force: true });
  return bundle;
}
