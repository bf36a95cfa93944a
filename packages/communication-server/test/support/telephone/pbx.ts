import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.js';
import { asteriskBundle, toolOf } from './tools.js';

const ACCESS = { user: 'caruso', password: 'caruso', application: 'caruso' } as const;

/** A third agent; and calls through the trunk of 127.0.0.3 are lost when nothing is heard of them for two seconds. */
const MORE_TELEPHONES = `
[agent3](agent)
auth=agent3
aors=agent3
[agent3](aor-t)
[agent3](auth-t)
username=agent3
password=agent3pw
[mute]
type=endpoint
context=from-trunk
disallow=all
allow=ulaw
rtp_timeout=2
[mute-identify]
type=identify
endpoint=mute
match=127.0.0.3
`;

/** The page that says how the dialplan is to be; it is tried by all calls of the tests. */
const PAGE = new URL('../../../../../docs/connect-asterisk.md', import.meta.url);

/** An Asterisk of a test. */
export class Pbx {
  readonly folder = mkdtempSync(join(tmpdir(), 'caruso-pbx-'));
  ariPort = 0;
  sipPort = 0;
  carrierPort = 0;
  #process: ChildProcess | undefined;

  get url(): string {
    return `http://127.0.0.1:${this.ariPort}`;
  }

  get access() {
    return { ...ACCESS, url: this.url };
  }

  /** Where Asterisk keeps recordings. */
  get recordings(): string {
    return join(this.folder, 'instance/spool/recording');
  }

  /** Where sounds of the test may lie, as `sound:custom/…`. */
  get sounds(): string {
    return join(this.folder, 'instance/share/sounds/custom');
  }

  /** Makes a sound of one second, `sound:custom/NAME`. */
  tone(name: string, hertz: number): void {
    const file = join(this.sounds, `${name}.wav`);
    execFileSync('sox', `-n -r 8000 -c 1 -b 16 ${file} synth 1 sine ${hertz}`.split(' '));
  }

  /** Starts it, or starts it again at the same ports. */
  async start(): Promise<void> {
    if (this.ariPort === 0) await this.#prepare();
    const script = join(this.folder, 'start-asterisk.sh');
    const ports = [this.ariPort, this.sipPort, this.carrierPort].map(String);
    const output = openSync(join(this.folder, 'asterisk.log'), 'a');
    this.#process = spawn(script, [asteriskBundle(), join(this.folder, 'instance'), ...ports], {
      stdio: ['ignore', output, output],
    });
    while (!(await this.#answers())) {
      if (this.#process.exitCode !== null) throw new Error(readFileSync(join(this.folder, 'asterisk.log'), 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Asks ARI itself, beside the gateway. */
  async ari<Answer>(path: string, method = 'GET'): Promise<Answer> {
    const { user, password } = ACCESS;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const response = await fetch(`${this.url}/ari/${path}`, { method, headers: { authorization } });
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process?.kill(signal);
  }

  /** Ends it without a word to anybody. */
  async kill(): Promise<void> {
    if (!this.#process || this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #prepare(): Promise<void> {
    cpSync(toolOf('start-asterisk.sh'), join(this.folder, 'start-asterisk.sh'));
    cpSync(toolOf('etc-asterisk'), join(this.folder, 'etc-asterisk'), { recursive: true });
    const pjsip = join(this.folder, 'etc-asterisk/pjsip.conf.in');
    // So are the telephones of agents.
    const telephones = readFileSync(pjsip, 'utf8')
      .replace('[agent](!)\n', '[agent](!)\nrtp_timeout=2\n')
      .replace('context=from-agent', 'context=forwarded');
    rmSync(pjsip);
    writeFileSync(pjsip, telephones + MORE_TELEPHONES);
    const dialplan = join(this.folder, 'etc-asterisk/extensions.conf');
    const [, documented = ''] = /```dialplan\n([\s\S]*?)```/.exec(readFileSync(PAGE, 'utf8')) ?? [];
    rmSync(dialplan);
    writeFileSync(dialplan, documented);
    this.ariPort = await freePort();
    this.sipPort = await freePort();
    this.carrierPort = await freePort('127.0.0.2');
  }

  async #answers(): Promise<boolean> {
    try {
      // While it starts, it answers that it has not booted.
      return 'status' in (await this.ari<object>('asterisk/info'));
    } catch {
      return false;
    }
  }
}
