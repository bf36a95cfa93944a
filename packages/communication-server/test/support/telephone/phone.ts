import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Pbx } from './pbx.js';
import { freePort } from './ports.js';
import { toolOf } from './tools.js';
import { comes, until } from './until.js';

const KEY_RELEASED = '\u0004';

interface PhoneEvent {
  readonly event: boolean;
  readonly type: string;
}

/** What a telephone is. */
interface PhoneOptions {
  readonly name: string;
  /** Its line of `accounts`. */
  readonly account: string;
  readonly host: string;
  /** Where it is called; any port if left out. */
  readonly port?: number;
  /** Hertz of the tone it sends. */
  readonly tone: number;
}

/** A telephone (baresip) that a test picks up and puts down; it sends a tone and keeps what it hears. */
export class Phone {
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #socket: Socket;
  readonly #keyPort: number;
  readonly #seen: string[] = [];
  #watchers: (() => void)[] = [];
  #buffer = Buffer.alloc(0);

  /** An agent's telephone, registered with Asterisk. */
  static async ofAgent(pbx: Pbx, name: string, tone = 1000): Promise<Phone> {
    const account = `<sip:${name}@127.0.0.1:${pbx.sipPort}>;auth_user=${name};auth_pass=${name}pw;answermode=manual;audio_codecs=pcmu;regint=120`;
    const phone = await Phone.#start(pbx, { name, account, host: '127.0.0.1', tone });
    // Asterisk may still know the telephone that a test before had under this name: it is online in any case.
    await until(
      `${name} is registered`,
      () => phone.log,
      (log) => log.includes('200 OK'),
    ).catch(async (thrown: unknown) => {
      await phone.kill();
      throw thrown;
    });
    return phone;
  }

  /** A customer's telephone, which calls through the trunk. */
  static ofCustomer(pbx: Pbx, number: string, host = '127.0.0.2', tone = 440): Promise<Phone> {
    const account = `<sip:${number}@${host}>;regint=0;answermode=manual;audio_codecs=pcmu`;
    return Phone.#start(pbx, { name: `customer-${number}`, account, host, tone });
  }

  /** The telephone the trunk leads to, whatever the number. */
  static outside(pbx: Pbx, number: string, tone = 700): Promise<Phone> {
    const account = `<sip:${number}@127.0.0.2>;regint=0;answermode=manual;audio_codecs=pcmu`;
    return Phone.#start(pbx, { name: `outside-${number}`, account, host: '127.0.0.2', port: pbx.carrierPort, tone });
  }

  static async #start(pbx: Pbx, { name, account, host, port, tone }: PhoneOptions): Promise<Phone> {
    const folder = join(pbx.folder, `${name}-${await freePort()}`);
    mkdirSync(folder);
    const control = await freePort();
    execFileSync('sox', [
      ...`-n -r 8000 -c 1 -b 16 ${join(folder, 't1000.wav')} synth 120 sine ${tone} gain -10`.split(' '),
    ]);
    const config = readFileSync(toolOf('baresip-agent/config.in'), 'utf8')
      .replaceAll('@RUN@', folder)
      .replaceAll('agent1-heard', 'heard')
      .replace(/^(sip_listen\s+).*$/m, `$1${host}:${port ?? (await freePort(host))}`)
      .replace(/^(ctrl_tcp_listen\s+).*$/m, `$1127.0.0.1:${control}`)
      .replace(/^(rtp_ports\s+).*$/m, '$130000-39999')
      .replace(/^(net_interface\s+).*$/m, `$1${host}`);
    const keyPort = await freePort();
    writeFileSync(join(folder, 'config'), `${config}\nmodule_app cons.so\ncons_listen 127.0.0.1:${keyPort}\n`);
    writeFileSync(join(folder, 'accounts'), `${account}\n`);
    writeFileSync(join(folder, 'contacts'), '');
    const output = openSync(join(folder, 'log'), 'a');
    const process = spawn('baresip', ['-f', folder], { stdio: ['ignore', output, output] });
    return new Phone(name, folder, process, await lineTo(process, control, folder), keyPort);
  }

  private constructor(
    readonly name: string,
    folder: string,
    process: ChildProcess,
    socket: Socket,
    keyPort: number,
  ) {
    this.#folder = folder;
    this.#keyPort = keyPort;
    this.#process = process;
    this.#socket = socket;
    socket.on('data', (chunk) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#read();
    });
    socket.on('error', () => {});
  }

  /** What it has written on its screen. */
  get log(): string {
    return readFileSync(join(this.#folder, 'log'), 'utf8');
  }

  /** What it has heard in its last call, as a WAV file. */
  get heard(): string {
    const last = readdirSync(this.#folder)
      .filter((name) => name.endsWith('-dec.wav'))
      .sort()
      .at(-1);
    return join(this.#folder, last ?? 'nothing.wav');
  }

  call(number: string, pbx: Pbx): void {
    this.#command('dial', `sip:${number}@127.0.0.1:${pbx.sipPort}`);
  }

  /** Waits until it rings. */
  rings(): Promise<void> {
    return this.saw('CALL_INCOMING');
  }

  pickUp(): void {
    this.#command('accept');
  }

  /** Presses keys as a finger does, each for a tenth of a second; they are sent as tones of RFC 4733. */
  async press(keys: string): Promise<void> {
    const socket = createSocket('udp4');
    for (const key of keys) {
      for (const code of [key, KEY_RELEASED]) {
        socket.send(code, this.#keyPort, '127.0.0.1');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    socket.close();
  }

  /** Picks up whenever it rings. */
  async pickUpAlways(): Promise<never> {
    for (;;) {
      await this.#untilSeen('CALL_INCOMING');
      this.pickUp();
    }
  }

  hangUp(): void {
    this.#command('hangup');
  }

  /** Waits until its call is over. */
  over(): Promise<void> {
    return this.saw('CALL_CLOSED');
  }

  /** Waits until an event of a type has come that nobody has waited for before. */
  saw(type: string): Promise<void> {
    return comes(`${type} at ${this.name}`, this.#untilSeen(type), () => this.#seen);
  }

  /** What it has told that nobody has waited for. */
  get seen(): readonly string[] {
    return this.#seen;
  }

  /** Whether there was an event of a type that nobody has waited for. */
  hasSeen(type: string): boolean {
    return this.#seen.includes(type);
  }

  /** Stops sending, without a word to anybody, as when its cable is pulled. */
  async kill(): Promise<void> {
    this.#socket.destroy();
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }

  async #untilSeen(type: string): Promise<void> {
    for (;;) {
      const index = this.#seen.indexOf(type);
      if (index >= 0) {
        this.#seen.splice(0, index + 1);
        return;
      }
      await new Promise<void>((resolve) => this.#watchers.push(resolve));
    }
  }

  #command(command: string, params = ''): void {
    const text = JSON.stringify({ command, params });
    this.#socket.write(`${text.length}:${text},`);
  }

  /** Netstrings of JSON. */
  #read(): void {
    for (;;) {
      const colon = this.#buffer.indexOf(':');
      const length = Number(this.#buffer.subarray(0, Math.max(0, colon)).toString());
      if (colon < 0 || this.#buffer.length < colon + length + 2) return;
      const message = JSON.parse(this.#buffer.subarray(colon + 1, colon + 1 + length).toString()) as PhoneEvent;
      this.#buffer = this.#buffer.subarray(colon + length + 2);
      if (!message.event) continue;
      this.#seen.push(message.type);
      const watchers = this.#watchers;
      this.#watchers = [];
      for (const watcher of watchers) watcher();
    }
  }
}

/** The line by which a telephone that has started takes commands. */
function lineTo(process: ChildProcess, port: number, folder: string): Promise<Socket> {
  const attempt = async (): Promise<Socket | undefined> => {
    if (process.exitCode !== null) throw new Error(readFileSync(join(folder, 'log'), 'utf8'));
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return socket;
    } catch {
      socket.destroy();
      return undefined;
    }
  };
  return until('the telephone takes commands', attempt);
}
