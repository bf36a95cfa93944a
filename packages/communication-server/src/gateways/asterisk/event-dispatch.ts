import type { Departure } from '../gateway.js';
import type { AriEvent } from './ari/ari-event.js';
import type { AriChannel } from './ari/ari-model.js';
import { inTime } from './ari/in-time.js';
import type { Arrivals } from './arrivals.js';
import type { CallSurroundings } from './call-surroundings.js';
import type { Calls } from './calls.js';
import type { Dialler } from './dialler.js';
import { isFailure } from './hangup-cause.js';
import type { Recordings } from './recordings.js';

/** Those whom events are for. */
interface Addressees extends Pick<CallSurroundings, 'client' | 'host' | 'names'> {
  readonly application: string;
  readonly calls: Calls;
  readonly arrivals: Arrivals;
  readonly dialler: Dialler;
  readonly recordings: Recordings;
  readonly inBackground: (work: Promise<unknown>) => void;
}

/** Tells each event of Asterisk to whom it is for. */
export class EventDispatch {
  readonly #to: Addressees;
  /** Callers of whose end Asterisk tells the cause. */
  readonly #followed = new Set<string>();
  /** Callers that are hanging up, or are hung up. */
  readonly #hangingUp = new Set<string>();

  constructor(to: Addressees) {
    this.#to = to;
  }

  act(event: AriEvent): void {
    const { calls, names, host, application, inBackground } = this.#to;
    switch (event.type) {
      case 'StasisStart':
        this.entered(event.channel);
        break;
      case 'ChannelHangupRequest':
        if (calls.contactOf(event.channel.id) !== undefined) this.#hangingUp.add(event.channel.id);
        break;
      case 'StasisEnd':
        this.#left(event.channel.id);
        break;
      case 'ChannelDestroyed':
        this.#destroyed(event.channel.id, event.cause);
        break;
      case 'ChannelDtmfReceived':
        calls.of(calls.contactOf(event.channel.id))?.key(event.digit);
        break;
      case 'PlaybackFinished':
        calls.of(names.contactOfPlayback(event.playback.id))?.said(event.playback.id);
        break;
      case 'RecordingFinished':
        inBackground(this.#recorded(event.recording.name, event.recording.duration ?? 0));
        break;
      case 'RecordingFailed':
        host.log.error('Asterisk could not record', undefined, event.recording);
        inBackground(this.#recorded(event.recording.name, 0));
        break;
      case 'ApplicationReplaced': {
        const told =
          'Another program has connected to Asterisk as our application; only one of them can be told of calls';
        host.log.error(told, undefined, { application });
      }
    }
  }

  /** A channel is in the care of the application: a caller arrives, or somebody the gateway has called picks up. */
  entered(channel: AriChannel): void {
    const { calls, arrivals, names, client, dialler, inBackground } = this.#to;
    const { id } = channel;
    if (!names.isOurs(id)) {
      if (calls.contactOf(id) !== undefined || arrivals.has(id)) return;
      inBackground(arrivals.take(channel, (contact) => calls.has(contact)));
      inBackground(this.follow(id));
      return;
    }
    if (names.isDial(id)) {
      dialler.answered(id);
      return;
    }
    const snooping = names.contactOfSnoop(id);
    const call = calls.of(snooping ?? names.contactOfLeg(id) ?? names.contactOfCallback(id));
    if (!call) inBackground(inTime(client.hangUp(id)));
    else if (snooping === undefined) call.pickedUp(id);
    else call.snoopStarted(id);
  }

  /** The channel of a caller is told of until its end only by wish; without, it is not told why it ended. */
  async follow(channel: string): Promise<void> {
    await inTime(this.#to.client.follow(channel).then(() => void this.#followed.add(channel)));
  }

  #destroyed(channel: string, cause: number): void {
    const { calls, names, dialler } = this.#to;
    if (names.isDial(channel)) dialler.gone(channel, cause);
    calls.of(names.contactOfLeg(channel) ?? names.contactOfCallback(channel))?.gone(channel, cause);
    if (this.#followed.delete(channel)) this.#leave(channel, isFailure(cause) ? 'gateway' : 'customer');
  }

  #left(channel: string): void {
    const { arrivals } = this.#to;
    arrivals.gone(channel);
    // Otherwise somebody else has taken the call out of the application.
    const hungUp = this.#hangingUp.delete(channel);
    if (!hungUp) this.#followed.delete(channel);
    if (arrivals.has(channel) || this.#followed.has(channel)) return;
    this.#leave(channel, hungUp ? 'customer' : 'gateway');
  }

  /** A message is reported before it is fetched: one that is not fetched is found again, one that is not reported is not. */
  async #recorded(name: string, seconds: number): Promise<void> {
    const { calls, names, recordings } = this.#to;
    await calls.of(names.contactOfMessage(name))?.recorded(seconds);
    if (seconds > 0) await recordings.keep(name);
  }

  #leave(channel: string, by: Departure['by']): void {
    const contact = this.#to.calls.contactOf(channel);
    if (this.#to.calls.of(contact)?.isRecordingMessage) return;
    if (contact !== undefined) this.#to.inBackground(this.#to.host.leave(contact, by));
  }
}
