import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pbx } from './pbx.js';
import { toolOf } from './tools.js';

/**
 * The world behind the trunk: a number that begins with 1 answers after a second, 2 is busy, 3 does not answer, 4 does not
 * exist.
 *
 * @param prefix what all numbers begin with; the digit behind it decides
 * @returns what ends it
 */
export function startCarrier(pbx: Pbx, prefix = ''): () => Promise<void> {
  const scenario = join(pbx.folder, 'callee.xml');
  const common = readFileSync(toolOf('sipp/callee.xml'), 'utf8');
  writeFileSync(scenario, common.replace('sip:([0-9])', `sip:${prefix.replace('+', '[+]')}([0-9])`));
  const output = openSync(join(pbx.folder, 'carrier.log'), 'a');
  const given = `-i 127.0.0.2 -p ${pbx.carrierPort} -mi 127.0.0.2 -sf ${scenario} -key pcap ${toolOf('sipp/press1.pcap')}`;
  const sipp = spawn('sipp', [...given.split(' '), '-nostdin'], { cwd: pbx.folder, stdio: ['ignore', output, output] });
  return async () => {
    const exited = once(sipp, 'exit');
    sipp.kill('SIGKILL');
    await exited;
  };
}
