import type { AriClient } from './ari/ari-client.js';
import { inTime } from './ari/in-time.js';
import type { Names } from './names.js';
import type { Wish } from './wish.js';

/** The recording of a talk. It ends with the bridge of the talk at the latest. */
export class CallRecording {
  readonly #client: AriClient;
  readonly #names: Names;
  #recording: { readonly id: string; readonly paused: boolean } | undefined;
  /** Whether it is known what Asterisk records. */
  #known = true;

  constructor(client: AriClient, names: Names) {
    this.#client = client;
    this.#names = names;
  }

  /** What exists is to be asked for again. */
  forget(): void {
    this.#recording = undefined;
    this.#known = false;
  }

  /** Begins, pauses, goes on and ends as is wanted. */
  async settle(bridge: string, { recording: wanted }: Wish): Promise<void> {
    if (!this.#known && wanted) {
      const state = await this.#client.recordingState(this.#names.recording(wanted.id));
      if (state !== undefined) this.#recording = { id: wanted.id, paused: state === 'paused' };
    }
    this.#known = true;
    const now = this.#recording;
    if (now && now.id !== wanted?.id) await inTime(this.#client.stopRecording(this.#names.recording(now.id)));
    if (wanted && now?.id !== wanted.id) await this.#client.record(bridge, this.#names.recording(wanted.id));
    if (wanted && (now?.id === wanted.id ? now.paused : false) !== wanted.paused)
      await inTime(this.#client.pauseRecording(this.#names.recording(wanted.id), wanted.paused));
    this.#recording = wanted;
  }
}
