import type { Departure } from '../gateway.js';
import type { AriEvent } from './ari/ari-event.js';
import { type AriChannel, isLocal } from './ari/ari-model.js';
import { inTime } from './ari/in-time.js';
import type { Arrivals } from './arrivals.js';
import type { CallSurroundings } from './call-surroundings.js';
import type { Calls } from './calls.js';
import type { Dialler } from './dialler.js';
import type { ForwardedTelephones } from './forwarded-telephones.js';
import { isFailure, UNALLOCATED } from './hangup-cause.js';
import type { Recordings } from './recordings.js';

/** Those whom events are for. */
interface Addressees extends Pick<CallSurroundings, 'client' | 'host' | 'names'> {
  readonly application: string;
  readonly calls: Calls;
  readonly arrivals: Arrivals;
  readonly dialler: Dialler;
  readonly forwarded: ForwardedTelephones;
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
      case 'Dial':
        if (event.forwarded) inBackground(inTime(this.#to.forwarded.follow(event.peer.id, event.forwarded.id)));
        break;
      case 'ChannelDtmfReceived':
        calls.of(this.#contactAt(event.channel.id))?.key(event.digit);
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
    const { calls, names, client, dialler, inBackground } = this.#to;
    const { id } = channel;
    const telephone = this.#telephoneOf(id);
    if (!names.isOurs(id) && telephone === undefined) {
      inBackground(this.#arrive(channel));
      return;
    }
    if (names.isDial(id)) {
      // It was picked up in the moment in which it was given up.
      if (!dialler.answered(id) && calls.contactOf(id) === undefined) inBackground(inTime(client.hangUp(id)));
      return;
    }
    const snooping = names.contactOfSnoop(id);
    const call = calls.of(snooping ?? telephone);
    if (!call) inBackground(inTime(client.hangUp(id)));
    else if (snooping !== undefined) call.snoopStarted(id);
    else {
      const noted = this.#to.forwarded.pickedUp(id);
      if (noted) inBackground(inTime(noted).then(() => call.pickedUp(id)));
      else call.pickedUp(id);
    }
  }

  async #arrive(channel: AriChannel): Promise<void> {
    const { calls, arrivals, client, forwarded } = this.#to;
    const { id } = channel;
    if (calls.contactOf(id) !== undefined || arrivals.has(id)) return;
    // Not awaited for others: what happens to them next must find them arriving.
    if (isLocal(channel) && (await forwarded.isStray(id))) {
      await inTime(client.hangUp(id, UNALLOCATED));
      return;
    }
    await Promise.all([arrivals.take(channel, (contact) => calls.has(contact)), this.follow(id)]);
  }

  /** The contact whose customer is on the line by a channel: his own call, or the one by which he was called back. */
  #contactAt(channel: string): string | undefined {
    const { calls, names, forwarded } = this.#to;
    return calls.contactOf(channel) ?? names.contactOfCallback(forwarded.nameOf(channel));
  }

  /** The contact for which the gateway has called a telephone. */
  #telephoneOf(channel: string): string | undefined {
    const { names, forwarded } = this.#to;
    const name = forwarded.nameOf(channel);
    return names.contactOfLeg(name) ?? names.contactOfCallback(name);
  }

  /** The channel of a caller is told of until its end only by wish; without, it is not told why it ended. */
  async follow(channel: string): Promise<void> {
    await inTime(this.#to.client.follow(channel).then(() => void this.#followed.add(channel)));
  }

  #destroyed(channel: string, cause: number): void {
    const { calls, names, dialler, forwarded } = this.#to;
    if (names.isDial(channel)) dialler.gone(channel, cause);
    calls.of(this.#telephoneOf(channel))?.gone(channel, cause);
    forwarded.forget(channel);
    if (this.#followed.delete(channel)) this.#leave(channel, isFailure(cause) ? 'gateway' : 'customer');
  }

  #left(channel: string): void {
    const { arrivals, calls, client, inBackground } = this.#to;
    arrivals.gone(channel);
    // Otherwise somebody else has taken the call out of the application.
    const hungUp = this.#hangingUp.delete(channel);
    if (!hungUp) {
      if (this.#followed.delete(channel)) inBackground(inTime(client.unfollow(channel)));
      calls.of(calls.contactOf(channel))?.takenOut();
    }
    if (arrivals.has(channel) || this.#followed.has(channel)) return;
    this.#leave(channel, hungUp ? 'customer' : 'gateway');
  }

  /** A message is reported before it is fetched: one that is not fetched is found again, one that is not reported is not. */
  async #recorded(name: string, seconds: number): Promise<void> {
    const { calls, names, recordings } = this.#to;
    const contact = names.contactOfMessage(name);
    await calls.of(contact)?.recorded(seconds);
    // Asterisk counts whole seconds: of a talk that was recorded for less there is something all the same.
    const recording = names.recordingOf(name) ?? (seconds > 0 ? name : undefined);
    if (names.isOurs(name) && recording !== undefined) await recordings.keep(recording);
  }

  #leave(channel: string, by: Departure['by']): void {
    const contact = this.#to.calls.contactOf(channel);
    if (this.#to.calls.of(contact)?.isRecordingMessage) return;
    if (contact !== undefined) this.#to.inBackground(this.#to.host.leave(contact, by));
  }
}
