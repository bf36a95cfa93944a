import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Log } from '@caruso/service-manager';
import type { AriClient } from './ari/ari-client.js';

/** Asterisk records 16 bits, 8000 times a second. */
const BYTES_PER_SECOND = 16_000;
const WAV_HEADER_BYTES = 44;

/** Fetches finished recordings from Asterisk into a folder of the server, so that Asterisk keeps none. */
export class Recordings {
  readonly #client: AriClient;
  readonly #log: Log;
  readonly #folder: string | undefined;

  /** @param folder - left out, recordings stay in Asterisk */
  constructor(client: AriClient, log: Log, folder: string | undefined) {
    this.#client = client;
    this.#log = log;
    this.#folder = folder === undefined ? undefined : resolve(folder);
  }

  /** The WAV file of a recording: fetched, or still in Asterisk. */
  async read(name: string): Promise<Uint8Array> {
    const file = this.#fileOf(name);
    if (file !== undefined && existsSync(file)) return readFile(file);
    return this.#client.recordingFile(name);
  }

  /** How long a finished recording is that is still in Asterisk, in seconds. */
  async secondsOf(name: string): Promise<number> {
    const { byteLength } = await this.#client.recordingFile(name);
    return Math.max(0, byteLength - WAV_HEADER_BYTES) / BYTES_PER_SECOND;
  }

  /** A recording is finished. One that cannot be fetched stays in Asterisk. */
  async keep(name: string): Promise<void> {
    const file = this.#fileOf(name);
    if (file === undefined) return;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.part`, await this.#client.recordingFile(name));
      await rename(`${file}.part`, file);
      await this.#client.deleteRecording(name);
    } catch (thrown) {
      this.#log.error('A recording could not be fetched and stays in Asterisk', thrown, { recording: name, file });
    }
  }

  #fileOf(name: string): string | undefined {
    return this.#folder === undefined ? undefined : join(this.#folder, `${encodeURIComponent(name)}.wav`);
  }
}
