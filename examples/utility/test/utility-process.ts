import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../../packages/cli/bin/caruso.js', import.meta.url));
const CONFIG = fileURLToPath(new URL('../caruso.config.ts', import.meta.url));

/** The utility's front office as `npm start` runs it, in a process of its own and on data of its own. */
export class UtilityProcess {
  #child: ChildProcess | undefined;
  #output = '';
  #port = 0;

  private constructor(readonly data: string) {}

  /** Prepares the data; `scenario` is the text of the scenario document. */
  static async prepare(scenario: string): Promise<UtilityProcess> {
    const data = await mkdtemp(join(tmpdir(), 'utility-'));
    await writeFile(join(data, 'scenario.xml'), scenario);
    return new UtilityProcess(data);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get output(): string {
    return this.#output;
  }

  /** Starts it, at the same port as before if there was one, and resolves when it says where it is. */
  async start(): Promise<void> {
    const env = {
      ...process.env,
      CARUSO_DATA: this.data,
      CARUSO_SCENARIO: join(this.data, 'scenario.xml'),
      PORT: String(this.#port),
    };
    const child = spawn(process.execPath, [COMMAND, 'start', '--config', CONFIG], { env });
    this.#child = child;
    this.#output = '';
    this.#port = await new Promise<number>((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        this.#output += chunk.toString();
        const [, port] = this.#output.match(/Front office\s+http:\/\/[^:\s]+:(\d+)/) ?? [];
        if (port) resolve(Number(port));
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', (code) => reject(new Error(`it ended with ${code} before it was up:\n${this.#output}`)));
    });
  }

  /** Ends it and resolves with its exit code, null after a kill. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill(signal);
    return ended;
  }

  passwordOf(login: string): string {
    const passwords = JSON.parse(readFileSync(join(this.data, 'demo-log-ins.json'), 'utf8')) as Record<string, string>;
    const password = passwords[login];
    if (password === undefined) throw new Error(`there is no demo user ${login}`);
    return password;
  }

  async remove(): Promise<void> {
    await this.end('SIGKILL');
    await rm(this.data, { recursive: true, force: true });
  }
}
