import type { ContactCentreEvent } from '../../contract.js';
import { ContactCentreErrors } from '../../errors.js';
import type { Departure, GatewayConnection, GatewayContact, GatewayHost } from '../gateway.js';
import { AriClient, cameTooLate } from './ari/ari-client.js';
import type { AriEvent } from './ari/ari-event.js';
import type { AriChannel } from './ari/ari-model.js';
import { AriSocket } from './ari/ari-socket.js';
import type { AsteriskOptions } from './asterisk-options.js';
import { Call, type CallSurroundings } from './call.js';
import { isFailure } from './hangup-cause.js';
import { Names } from './names.js';
import { QueueMusic } from './queue-music.js';
import { foundOf, type Snapshot, takeSnapshot } from './snapshot.js';
import { PromptSounds } from './voice/prompt-sounds.js';
import { VoiceDialog, type VoiceSurroundings } from './voice/voice-dialog.js';

/** What is told to callers of a number that nobody answers: unallocated number. */
const UNALLOCATED = 1;
const RETRY_MS = 1_000;
/** States in which a contact is on the telephone. */
const ON_THE_TELEPHONE: readonly GatewayContact['state'][] = ['waiting', 'offered', 'connected', 'self-service'];

/** An Asterisk at work for a contact centre. */
export class AsteriskConnection implements GatewayConnection {
  departures: readonly Departure[] = [];
  readonly #options: AsteriskOptions;
  readonly #host: GatewayHost;
  readonly #client: AriClient;
  readonly #socket: AriSocket;
  readonly #names: Names;
  readonly #music: QueueMusic;
  readonly #around: CallSurroundings;
  readonly #voice: VoiceSurroundings;
  /** By contact. */
  readonly #calls = new Map<string, Call>();
  /** By caller's channel. */
  readonly #contacts = new Map<string, string>();
  /** Callers that are arriving, with what became of them meanwhile. */
  readonly #arriving = new Map<string, { answering: Promise<void> | undefined; gone: boolean }>();
  /** Callers of whose end Asterisk tells the cause. */
  readonly #followed = new Set<string>();
  /** Callers that are hanging up, or are hung up. */
  readonly #hangingUp = new Set<string>();
  /** What happened while it is found out what exists; undefined when it is known. */
  #unseen: AriEvent[] | undefined = [];
  #connected = false;
  #started = false;
  #closed = false;
  #awaited: (() => void) | undefined;

  /** @throws ContactCentreErrors.AsteriskRefused, ContactCentreErrors.NotAsterisk */
  static async open(options: AsteriskOptions, host: GatewayHost): Promise<AsteriskConnection> {
    const connection = new AsteriskConnection(options, host);
    await connection.#open();
    return connection;
  }

  private constructor(options: AsteriskOptions, host: GatewayHost) {
    this.#options = options;
    this.#host = host;
    this.#client = new AriClient(options);
    this.#names = new Names(options.application);
    this.#music = new QueueMusic(this.#client, this.#names, options.music ?? {});
    this.#socket = new AriSocket(options, host.clock, {
      connected: () => this.#onConnected(),
      event: (event) => this.#onEvent(event),
      malformed: (reason) => this.#onMalformed(reason),
      disconnected: (reason, retryMs) => this.#onDisconnected(reason, retryMs),
    });
    const { voice } = options;
    this.#voice = {
      client: this.#client,
      host,
      names: this.#names,
      voice: voice && { ...voice, sounds: new PromptSounds(voice) },
    };
    this.#around = {
      client: this.#client,
      host,
      names: this.#names,
      music: this.#music,
      lead: (contact) => this.#lead(contact),
      endpointOf: (agent) => this.#endpointOf(agent),
      isConnected: () => this.#connected && this.#unseen === undefined,
    };
  }

  async start(): Promise<void> {
    this.#started = true;
    if (this.#connected) await this.#synchronise();
  }

  happened(event: ContactCentreEvent, contact: GatewayContact): void {
    const call = this.#calls.get(contact.contact);
    if (call) call.changed(contact);
    else if (event.type === 'contact-arrived') this.#begin(contact).settle();
    if (contact.state === 'closed') this.#forget(contact);
  }

  close(): void {
    this.#closed = true;
    this.#connected = false;
    this.#socket.close();
    for (const call of this.#calls.values()) call.close();
  }

  async #open(): Promise<void> {
    const { url } = this.#options;
    try {
      const { system } = await this.#client.info();
      this.#host.log.info('Asterisk answers', { url, version: system.version });
    } catch (thrown) {
      if (!ContactCentreErrors.AsteriskUnreachable.is(thrown)) throw thrown;
      this.#host.log.error('Asterisk cannot be reached; it is tried again until it can', thrown, { url });
      this.#socket.open();
      return;
    }
    const answered = new Promise<void>((resolve) => {
      this.#awaited = resolve;
    });
    this.#socket.open();
    await answered;
    if (this.#connected) this.departures = this.#departed(await takeSnapshot(this.#client, this.#names));
  }

  #onConnected(): void {
    this.#connected = true;
    this.#unseen = [];
    this.#awaited?.();
    if (!this.#started) return;
    this.#host.log.info('Asterisk is connected', { url: this.#options.url });
    this.#inBackground(this.#synchronise());
  }

  #onDisconnected(reason: string, retryMs: number): void {
    this.#awaited?.();
    if (this.#connected)
      this.#host.log.error('The connection to Asterisk was lost; calls go on there, and it is tried again', undefined, {
        url: this.#options.url,
        reason,
        retryMs,
      });
    this.#connected = false;
    this.#unseen = [];
  }

  #onMalformed(reason: string): void {
    this.#host.log.warn('Asterisk told something that cannot be read; what exists is asked for again', { reason });
    if (this.#started && this.#unseen === undefined) this.#inBackground(this.#synchronise());
  }

  #onEvent(event: AriEvent): void {
    if (this.#unseen) this.#unseen.push(event);
    else this.#act(event);
  }

  /** Finds out what exists, reports whoever has gone, goes on with whoever is there, and ends what belongs to nobody. */
  async #synchronise(): Promise<void> {
    this.#unseen ??= [];
    try {
      const snapshot = await takeSnapshot(this.#client, this.#names);
      this.#music.forget();
      for (const { contact, by } of this.#departed(snapshot)) await this.#host.leave(contact, by);
      await this.#adopt(snapshot);
      await this.#endStrays(snapshot);
      for (const channel of snapshot.callers.values()) if (!this.#contacts.has(channel.id)) this.#arrive(channel);
    } catch (thrown) {
      if (!this.#connected) return;
      this.#host.log.error('It could not be found out what exists in Asterisk; it is tried again', thrown);
      await new Promise<void>((resolve) => this.#host.clock.at(this.#host.clock.now() + RETRY_MS, resolve));
      if (this.#connected) return this.#synchronise();
      return;
    }
    const unseen = this.#unseen ?? [];
    this.#unseen = undefined;
    for (const event of unseen) this.#act(event);
    for (const call of this.#calls.values()) call.settle();
  }

  #departed({ callers, startedAt }: Snapshot): readonly Departure[] {
    const now = this.#host.clock.now();
    return this.#onTheTelephone().flatMap(({ contact, externalId, arrivedAt }): Departure[] => {
      if (callers.has(externalId)) return [];
      // A call does not survive its Asterisk.
      return startedAt > arrivedAt
        ? [{ contact, at: startedAt, by: 'gateway' }]
        : [{ contact, at: now, by: 'customer' }];
    });
  }

  async #adopt(snapshot: Snapshot): Promise<void> {
    for (const contact of this.#onTheTelephone()) {
      const caller = snapshot.callers.get(contact.externalId);
      if (!caller) continue;
      const call = this.#calls.get(contact.contact) ?? this.#begin(contact);
      await this.#follow(caller.id);
      call.found(await foundOf(contact.contact, caller, snapshot, this.#client, this.#names));
    }
  }

  async #endStrays({ own, bridges }: Snapshot): Promise<void> {
    const isOpen = (contact: string | undefined) => contact !== undefined && this.#calls.has(contact);
    for (const { id, name } of own) {
      if (isOpen(this.#names.contactOfLeg(id))) continue;
      this.#host.log.warn('A call in Asterisk belongs to no contact and is ended', { channel: id, name });
      await this.#end(id);
    }
    for (const { id } of bridges) {
      const contact = this.#names.contactOfTalk(id);
      if (contact !== undefined && !isOpen(contact)) await ignoreTooLate(this.#client.destroyBridge(id));
    }
  }

  #act(event: AriEvent): void {
    switch (event.type) {
      case 'StasisStart':
        this.#entered(event.channel);
        break;
      case 'ChannelHangupRequest':
        if (this.#contacts.has(event.channel.id)) this.#hangingUp.add(event.channel.id);
        break;
      case 'StasisEnd':
        this.#left(event.channel.id);
        break;
      case 'ChannelDestroyed':
        this.#callOfLeg(event.channel.id)?.legGone(event.channel.id, event.cause);
        if (this.#followed.delete(event.channel.id))
          this.#leave(event.channel.id, isFailure(event.cause) ? 'gateway' : 'customer');
        break;
      case 'ChannelDtmfReceived':
        this.#callOf(event.channel.id)?.key(event.digit);
        break;
      case 'PlaybackFinished':
        this.#calls.get(this.#names.contactOfPlayback(event.playback.id) ?? '')?.said(event.playback.id);
        break;
      case 'ApplicationReplaced':
        this.#host.log.error(
          'Another program has connected to Asterisk as our application; only one of them can be told of calls',
          undefined,
          { application: this.#options.application },
        );
        break;
    }
  }

  #entered(channel: AriChannel): void {
    if (!this.#names.isOurs(channel.id)) {
      if (!this.#contacts.has(channel.id) && !this.#arriving.has(channel.id)) this.#arrive(channel);
      return;
    }
    const call = this.#callOfLeg(channel.id);
    if (call) call.legUp(channel.id);
    else this.#inBackground(this.#end(channel.id));
  }

  #arrive(channel: AriChannel): void {
    const to = channel.dialplan.exten;
    const atOnce = this.#options.answer !== 'with-agent' && this.#host.answers(to) !== undefined;
    const answering = atOnce || channel.state === 'Up' ? ignoreTooLate(this.#client.answer(channel.id)) : undefined;
    if (!answering) this.#inBackground(ignoreTooLate(this.#client.ring(channel.id)));
    this.#arriving.set(channel.id, { answering, gone: false });
    this.#inBackground(this.#follow(channel.id));
    const arrived = this.#untilStored(channel, to).finally(() => this.#arriving.delete(channel.id));
    this.#inBackground(arrived);
  }

  async #untilStored(channel: AriChannel, to: string): Promise<void> {
    const from = channel.caller.number;
    for (;;) {
      try {
        const contact = await this.#host.arrive({ channel: 'voice', externalId: channel.id, from, to });
        if (this.#arriving.get(channel.id)?.gone) await this.#host.leave(contact, 'customer');
        else if (!this.#calls.has(contact)) await this.#end(channel.id);
        return;
      } catch (thrown) {
        if (!ContactCentreErrors.LogUnavailable.is(thrown)) {
          this.#host.log.warn('A call could not be taken and was refused', { from, to, reason: String(thrown) });
          await this.#end(channel.id, UNALLOCATED);
          return;
        }
        if (this.#closed || this.#arriving.get(channel.id)?.gone) return;
        await new Promise<void>((resolve) => this.#host.clock.at(this.#host.clock.now() + RETRY_MS, resolve));
      }
    }
  }

  #left(channel: string): void {
    const arriving = this.#arriving.get(channel);
    if (arriving) arriving.gone = true;
    // Otherwise somebody else has taken the call out of the application.
    const hungUp = this.#hangingUp.delete(channel);
    if (!hungUp) this.#followed.delete(channel);
    if (!arriving && !this.#followed.has(channel)) this.#leave(channel, hungUp ? 'customer' : 'gateway');
  }

  #leave(channel: string, by: Departure['by']): void {
    const contact = this.#contacts.get(channel);
    if (contact !== undefined) this.#inBackground(this.#host.leave(contact, by));
  }

  /** The channel of a caller is told of until its end only by wish; without, it is not told why it ended. */
  async #follow(channel: string): Promise<void> {
    await ignoreTooLate(this.#client.follow(channel).then(() => void this.#followed.add(channel)));
  }

  #begin(contact: GatewayContact): Call {
    const call = new Call(contact, this.#arriving.get(contact.externalId)?.answering, this.#around);
    this.#calls.set(contact.contact, call);
    this.#contacts.set(contact.externalId, contact.contact);
    return call;
  }

  #forget({ contact, externalId }: GatewayContact): void {
    this.#hangingUp.delete(externalId);
    this.#calls.delete(contact);
    this.#contacts.delete(externalId);
  }

  #callOf(channel: string): Call | undefined {
    return this.#calls.get(this.#contacts.get(channel) ?? '');
  }

  #callOfLeg(channel: string): Call | undefined {
    const contact = this.#names.contactOfLeg(channel);
    return contact === undefined ? undefined : this.#calls.get(contact);
  }

  #lead(contact: GatewayContact): VoiceDialog {
    const answering = this.#host.answers(contact.to);
    // The number may lead elsewhere since the caller has called it; a dialog that has begun goes on.
    const elsewhere = answering && 'queue' in answering ? { fallback: answering.queue } : {};
    const led = answering && 'script' in answering ? answering : { script: contact.to, ...elsewhere };
    const dialog = new VoiceDialog(contact, led, this.#voice);
    this.#inBackground(dialog.lead());
    return dialog;
  }

  #onTheTelephone(): readonly GatewayContact[] {
    return this.#host.contacts().filter(({ state }) => ON_THE_TELEPHONE.includes(state));
  }

  #endpointOf(agent: string): string | undefined {
    const phone = this.#host.phoneOf(agent);
    if (phone === undefined || phone.includes('/')) return phone;
    return this.#options.trunk?.replace('{number}', phone);
  }

  async #end(channel: string, cause?: number): Promise<void> {
    await ignoreTooLate(this.#client.hangUp(channel, cause));
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((thrown: unknown) => {
      if (!this.#closed) this.#host.log.error('What happens in Asterisk could not be followed', thrown);
    });
  }
}

async function ignoreTooLate(request: Promise<void>): Promise<void> {
  try {
    await request;
  } catch (thrown) {
    if (!cameTooLate(thrown)) throw thrown;
  }
}
