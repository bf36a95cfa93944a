import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Log } from '@caruso/service-manager';
import type { AriClient } from './ari/ari-client.js';

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

  /** A recording is finished. One that cannot be fetched stays in Asterisk. */
  async keep(name: string): Promise<void> {
    if (this.#folder === undefined) return;
    const file = join(this.#folder, `${encodeURIComponent(name)}.wav`);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(`${file}.part`, await this.#client.recordingFile(name));
      await rename(`${file}.part`, file);
      await this.#client.deleteRecording(name);
    } catch (thrown) {
      this.#log.error('A recording could not be fetched and stays in Asterisk', thrown, { recording: name, file });
    }
  }
}
