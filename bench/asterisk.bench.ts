import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { communicationServer } from '@caruso/communication-server';
import { asterisk } from '@caruso/communication-server/asterisk';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { asteriskBundle, missing, toolOf } from '../packages/communication-server/test/support/telephone/tools.js';
import { type Comparison, compare } from './harness.js';

/**
 * How long callers wait for the answer of a real Asterisk: from the INVITE to the 200, as the callers (sipp) measure it. It
 * holds all the way: SIP, dialplan, StasisStart, our answer, SIP. The contact of each call is stored in SQLite.
 */
export const name = 'asterisk';

const CALLS_PER_SECOND = 50;
const CALLS = 500;
const HELD_MS = 2_000;
const PROMISED_MS = 50;
const [ARI, SIP, CARRIER, CALLER] = [38_088, 35_060, 35_070, 35_080];

export async function run(): Promise<readonly Comparison[]> {
  if (missing !== undefined) {
    console.error(`asterisk: nothing is measured, ${missing}`);
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-asterisk-'));
  const pbx = await startPbx(folder);
  try {
    return await compare({
      case: `p99 of the answer, ${CALLS_PER_SECOND} calls/s`,
      unit: 'ms',
      better: 'lower',
      bar: 1,
      rounds: 3,
      ours: async () => {
        const running = await startCentre(folder);
        const figure = await p99(folder);
        await running.stop();
        return figure;
      },
      peers: {
        [`the promise of ${PROMISED_MS} ms`]: () => PROMISED_MS,
        'the dialplan of Asterisk alone': { measure: () => p99(folder), bar: null },
      },
    });
  } finally {
    const exited = once(pbx, 'exit');
    pbx.kill('SIGKILL');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startPbx(folder: string): Promise<ChildProcess> {
  const given = [asteriskBundle(), join(folder, 'instance'), String(ARI), String(SIP), String(CARRIER)];
  const pbx = spawn(toolOf('start-asterisk.sh'), given, { stdio: 'ignore' });
  const authorization = `Basic ${Buffer.from('caruso:caruso').toString('base64')}`;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${ARI}/ari/asterisk/info`, { headers: { authorization } }).catch(
      () => {},
    );
    if (answer?.ok) return pbx;
    if (pbx.exitCode !== null) throw new Error('Asterisk could not be started.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function startCentre(folder: string): Promise<RunningAssembly> {
  const access = { url: `http://127.0.0.1:${ARI}`, user: 'caruso', password: 'caruso', application: 'caruso' };
  const service = { id: 'service', name: 'Service', channel: 'voice', dispositions: [] } as const;
  const components = [
    storageManager({ stores: { system: `sqlite:${join(folder, 'caruso.db')}` } }),
    communicationServer({
      agents: [{ id: 'ada', name: 'Ada', queues: ['service'] }],
      queues: [{ ...service, serviceLevel: { seconds: 20, target: 0.8 } }],
      numbers: { '8001': 'service' },
      gateways: [asterisk(access)],
    }),
  ];
  return startAssembly({ company: 'bench', components }, { log: silentLog });
}

/** Lets calls come and hang up after a while; every one must be answered. */
async function p99(folder: string): Promise<number> {
  const rates = `-r ${CALLS_PER_SECOND} -m ${CALLS} -d ${HELD_MS} -trace_rtt -rtt_freq 1 -nostdin`;
  const ends = `127.0.0.1:${SIP} -i 127.0.0.2 -p ${CALLER} -mi 127.0.0.2 -s 8001`;
  const files = `-sf ${toolOf('sipp/load-caller.xml')} -inf ${toolOf('sipp/callers.csv')}`;
  const callers = spawn('sipp', `${ends} ${files} ${rates}`.split(' '), { cwd: folder, stdio: 'ignore' });
  const [code] = await once(callers, 'exit');
  if (code !== 0) throw new Error(`Not all calls were answered (sipp ended with ${code}).`);
  const [file = ''] = readdirSync(folder).filter((entry) => entry.endsWith('_rtt.csv'));
  const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n').slice(1);
  rmSync(join(folder, file));
  const times = lines.map((line) => Number(line.split(';')[1])).sort((a, b) => a - b);
  return times[Math.floor(times.length * 0.99)] ?? Number.NaN;
}
