import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Log } from '@caruso/service-manager';
import { type AriClient, statusOf } from './ari/ari-client.js';
import type { Names } from './names.js';

/** Asterisk records 16 bits, 8000 times a second. */
const BYTES_PER_SECOND = 16_000;
const WAV_HEADER_BYTES = 44;

/**
 * Fetches finished recordings from Asterisk into a folder of the server, so that Asterisk keeps none. They are known by the ids that the
 * contact centre knows.
 */
export class Recordings {
  readonly #client: AriClient;
  readonly #names: Names;
  readonly #log: Log;
  readonly #folder: string | undefined;
  /** Those that are being fetched or deleted. */
  readonly #busy = new Map<string, Promise<void>>();

  /** @param folder - left out, recordings stay in Asterisk */
  constructor(client: AriClient, names: Names, log: Log, folder: string | undefined) {
    this.#client = client;
    this.#names = names;
    this.#log = log;
    this.#folder = folder === undefined ? undefined : resolve(folder);
  }

  /** The WAV file of a recording: fetched, or still in Asterisk. */
  async read(name: string): Promise<Uint8Array> {
    await this.#busy.get(name);
    const file = this.#fileOf(name);
    if (file !== undefined && existsSync(file)) return readFile(file);
    return this.#client.recordingFile(this.#inAsterisk(name));
  }

  /** Whether finished recordings are fetched. */
  get areFetched(): boolean {
    return this.#folder !== undefined;
  }

  /** How long a finished recording is, in seconds; 0 when there is none. */
  async secondsOf(name: string): Promise<number> {
    try {
      const { byteLength } = await this.read(name);
      return Math.max(0, byteLength - WAV_HEADER_BYTES) / BYTES_PER_SECOND;
    } catch (thrown) {
      if (statusOf(thrown) === 404) return 0;
      throw thrown;
    }
  }

  /** Deletes a recording, wherever it is: one that is being fetched, too, and what an interrupted fetching has left. */
  remove(name: string): Promise<void> {
    return this.#inTurn(name, () => this.#remove(name));
  }

  /** A recording is finished. One that cannot be fetched stays in Asterisk until it is found there. */
  keep(name: string): Promise<void> {
    return this.#inTurn(name, () => this.#fetch(name));
  }

  /** What is begun while a recording is deleted or fetched comes after it: else it would bring back what is deleted. */
  #inTurn(name: string, work: () => Promise<void>): Promise<void> {
    const before = this.#busy.get(name) ?? Promise.resolve();
    const done = before.then(work);
    const over = done
      .catch(() => undefined)
      .finally(() => {
        if (this.#busy.get(name) === over) this.#busy.delete(name);
      });
    this.#busy.set(name, over);
    return done;
  }

  async #remove(name: string): Promise<void> {
    const file = this.#fileOf(name);
    if (file !== undefined) await Promise.all([file, partOf(file)].map((each) => rm(each, { force: true })));
    await this.#client.deleteRecording(this.#inAsterisk(name)).catch((thrown: unknown) => {
      if (statusOf(thrown) !== 404) throw thrown;
    });
  }

  async #fetch(name: string): Promise<void> {
    const file = this.#fileOf(name);
    if (file === undefined) return;
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(partOf(file), await this.#client.recordingFile(this.#inAsterisk(name)));
      await rename(partOf(file), file);
      await this.#client.deleteRecording(this.#inAsterisk(name));
    } catch (thrown) {
      // It was fetched before it was told that it is finished, or it is deleted.
      if (statusOf(thrown) === 404) return;
      this.#log.error('A recording could not be fetched and stays in Asterisk', thrown, { recording: name, file });
    }
  }

  /** Messages are known by their names in Asterisk. */
  #inAsterisk(name: string): string {
    return this.#names.isOurs(name) ? name : this.#names.recording(name);
  }

  #fileOf(name: string): string | undefined {
    return this.#folder === undefined ? undefined : join(this.#folder, `${encodeURIComponent(name)}.wav`);
  }
}

/** Where a recording is written until all of it is there. */
function partOf(file: string): string {
  return `${file}.part`;
}
