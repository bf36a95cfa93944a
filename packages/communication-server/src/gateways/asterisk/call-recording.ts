import type { GatewayContact } from '../gateway.js';
import type { AriClient } from './ari/ari-client.js';
import { inTime } from './ari/in-time.js';
import type { Names } from './names.js';
import type { Wish } from './wish.js';

type Recorded = NonNullable<Wish['recording']>;
type Stopped = Pick<GatewayContact, 'stoppedRecordings'>;

/** The recording of a talk: of all that is heard in its bridge, with which it ends at the latest. */
export class CallRecording {
  readonly #client: AriClient;
  readonly #names: Names;
  #recording: Recorded | undefined;
  /** Whether it is known what Asterisk records. */
  #known = true;

  constructor(client: AriClient, names: Names) {
    this.#client = client;
    this.#names = names;
  }

  /** What exists is to be asked for again. */
  forget(): void {
    this.#known = false;
  }

  /** Pauses and ends what is not to be recorded; before anybody else joins the talk, wherever the customer is. */
  async quieten({ recording: wanted }: Wish, stopped: Stopped): Promise<void> {
    await this.#find(wanted, stopped);
    const now = this.#recording;
    if (!now) return;
    if (now.id !== wanted?.id) {
      await inTime(this.#client.stopRecording(this.#names.recording(now.id)));
      this.#recording = undefined;
    } else if (wanted.paused && !now.paused) {
      await inTime(this.#client.pauseRecording(this.#names.recording(now.id), true));
      this.#recording = wanted;
    }
  }

  /** Whether it is known that Asterisk records nothing that is not to be recorded. */
  isQuiet({ recording: wanted }: Wish, { stoppedRecordings }: Stopped): boolean {
    const now = this.#recording;
    if (!this.#known && (wanted?.paused || stoppedRecordings.length > 0)) return false;
    return !now || (now.id === wanted?.id && (now.paused || !wanted.paused));
  }

  /** Begins and goes on as is wanted, in the bridge of the talk. What begins paused begins when it goes on. */
  async settle(bridge: string, { recording: wanted }: Wish): Promise<void> {
    if (!wanted || wanted.paused) return;
    const now = this.#recording;
    if (!now) await this.#client.record(bridge, this.#names.recording(wanted.id));
    else if (now.paused) await inTime(this.#client.pauseRecording(this.#names.recording(wanted.id), false));
    this.#recording = wanted;
  }

  /**
   * What Asterisk records after an outage of what is wanted. What is over is ended first: this process may not know that it has begun it, as
   * when it was stopped while the line was cut, and the server restarted before it was mended.
   */
  async #find(wanted: Recorded | undefined, { stoppedRecordings }: Stopped): Promise<void> {
    if (this.#known) return;
    for (const id of stoppedRecordings) await inTime(this.#client.stopRecording(this.#names.recording(id)));
    const state = wanted && (await this.#client.recordingState(this.#names.recording(wanted.id)));
    this.#recording = wanted && state !== undefined ? { id: wanted.id, paused: state === 'paused' } : undefined;
    this.#known = true;
  }
}
