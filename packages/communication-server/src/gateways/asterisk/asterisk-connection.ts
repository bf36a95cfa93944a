import { newId } from '@caruso/core';
import type { ContactCentreEvent } from '../../contract.js';
import { ContactCentreErrors } from '../../errors.js';
import type {
  Announcement,
  BesideContact,
  Departure,
  DialRequest,
  DialResult,
  GatewayConnection,
  GatewayContact,
  GatewayHost,
} from '../gateway.js';
import { AriClient } from './ari/ari-client.js';
import type { AriEvent } from './ari/ari-event.js';
import { AriSocket } from './ari/ari-socket.js';
import { inTime } from './ari/in-time.js';
import { Arrivals } from './arrivals.js';
import type { AsteriskOptions } from './asterisk-options.js';
import { Calls } from './calls.js';
import { Dialler } from './dialler.js';
import { EventDispatch } from './event-dispatch.js';
import { ForwardedTelephones } from './forwarded-telephones.js';
import { findLeftRecordings } from './left-recordings.js';
import { Names } from './names.js';
import { QueueMusic } from './queue-music.js';
import { Recordings } from './recordings.js';
import { takeSnapshot } from './snapshot.js';
import { DropMessage } from './voice/drop-message.js';
import { PromptSounds } from './voice/prompt-sounds.js';
import { QueueAnnouncer } from './voice/queue-announcer.js';
import { VoiceDialog } from './voice/voice-dialog.js';
import { VoiceMessage } from './voice/voice-message.js';

const RETRY_MS = 1_000;

/** An Asterisk at work for a contact centre. */
export class AsteriskConnection implements GatewayConnection {
  readonly leads: 'ivr' | undefined;
  departures: readonly Departure[] = [];
  answered: readonly string[] = [];
  readonly #options: AsteriskOptions;
  readonly #host: GatewayHost;
  readonly #client: AriClient;
  readonly #socket: AriSocket;
  readonly #names: Names;
  readonly #music: QueueMusic;
  readonly #arrivals: Arrivals;
  readonly #calls: Calls;
  readonly #dialler: Dialler;
  readonly #recordings: Recordings;
  readonly #forwarded: ForwardedTelephones;
  readonly #dispatch: EventDispatch;
  readonly #sounds: PromptSounds | undefined;
  readonly #finder: Parameters<typeof findLeftRecordings>[0];
  /** What happened while it is found out what exists; undefined when it is known. */
  #unseen: AriEvent[] | undefined = [];
  #connected = false;
  /** How often it was connected: what was found out before the last time is out of date. */
  #connections = 0;
  #synchronising = Promise.resolve();
  #started = false;
  #closed = false;
  #awaited: (() => void) | undefined;
  #standing = Promise.resolve();

  /** @throws ContactCentreErrors.AsteriskRefused, ContactCentreErrors.NotAsterisk */
  static async open(options: AsteriskOptions, host: GatewayHost): Promise<AsteriskConnection> {
    const connection = new AsteriskConnection(options, host);
    await connection.#open();
    return connection;
  }

  private constructor(options: AsteriskOptions, host: GatewayHost) {
    this.leads = options.voice && 'ivr';
    this.#options = options;
    this.#host = host;
    this.#client = new AriClient(options);
    this.#names = new Names(options.application);
    this.#music = new QueueMusic(this.#client, this.#names, options.music ?? {});
    this.#arrivals = new Arrivals(this.#client, host, options.answer !== 'with-agent');
    this.#dialler = new Dialler(this.#client, host, this.#names);
    this.#recordings = new Recordings(this.#client, this.#names, host.log, options.recordings);
    const { voice } = options;
    this.#sounds = voice && new PromptSounds(voice);
    const leading = {
      client: this.#client,
      host,
      names: this.#names,
      voice: voice && this.#sounds && { ...voice, sounds: this.#sounds },
    };
    const announcing = {
      clock: host.clock,
      announcement: (contact: string) => host.announcement(contact),
      say: (contact: string, caller: string, announcement: Announcement) =>
        this.#inBackground(this.#announce(contact, caller, announcement)),
    };
    const around = {
      client: this.#client,
      host,
      names: this.#names,
      music: this.#music,
      trunkTo: (number: string) => this.#trunkTo(number),
      lead: (contact: GatewayContact, caller: string) => {
        const dialog = new VoiceDialog(contact, caller, leading);
        this.#inBackground(dialog.lead());
        return dialog;
      },
      announcer: (contact: string) => new QueueAnnouncer(contact, announcing),
      dropMessage: (contact: GatewayContact) => new DropMessage(contact, { ...leading, sounds: this.#sounds }),
      message: (contact: GatewayContact) =>
        new VoiceMessage(contact, { ...leading, recordings: this.#recordings, voicemail: options.voicemail }),
      isConnected: () => this.#isSynchronised,
    };
    this.#calls = new Calls(around, this.#arrivals, this.#dialler);
    this.#forwarded = new ForwardedTelephones(around, this.#calls);
    this.#finder = { ...around, calls: this.#calls, recordings: this.#recordings };
    this.#dispatch = new EventDispatch({
      ...around,
      application: options.application,
      calls: this.#calls,
      arrivals: this.#arrivals,
      dialler: this.#dialler,
      forwarded: this.#forwarded,
      recordings: this.#recordings,
      inBackground: (work) => this.#inBackground(work),
    });
    this.#socket = new AriSocket(options, host.clock, {
      connected: () => this.#onConnected(),
      event: (event) => this.#onEvent(event),
      malformed: (reason) => this.#onMalformed(reason),
      disconnected: (reason, retryMs) => this.#onDisconnected(reason, retryMs),
    });
  }

  async start(): Promise<void> {
    this.#started = true;
    if (this.#connected) await this.#synchronise();
    else this.#stand(false);
  }

  happened(event: ContactCentreEvent, contact: GatewayContact): void {
    this.#calls.happened(event, contact);
  }

  async dial(request: DialRequest): Promise<DialResult> {
    const endpoint = this.#trunkTo(request.to);
    if (endpoint === undefined)
      throw new ContactCentreErrors.InvalidAsterisk({ problems: ['trunk: needed to dial a number'] });
    const { message } = request;
    // Why it cannot be made is told when it is to be heard.
    if (message) this.#sounds?.mediaOf(message, message.language).catch(() => undefined);
    return this.#dialler.dial(endpoint, request);
  }

  recording(name: string): Promise<Uint8Array> {
    return this.#recordings.read(name);
  }

  /** Of a call that is not known yet after a restart nobody can say whether what was begun of it is still recorded. */
  async isQuiet({ contact, recording, stoppedRecordings }: GatewayContact): Promise<boolean> {
    const call = this.#calls.of(contact);
    if (call) return call.isQuiet();
    return this.#isSynchronised || (recording === undefined && stoppedRecordings.length === 0);
  }

  async erase(_contact: GatewayContact, { recordings }: BesideContact): Promise<void> {
    for (const name of recordings) await this.#recordings.remove(name);
  }

  release(call: string): Promise<void> {
    return this.#dialler.hangUp(call);
  }

  close(): void {
    this.#closed = true;
    this.#connected = false;
    this.#socket.close();
    this.#arrivals.close();
    this.#calls.close();
    this.#dialler.lose();
  }

  /** Whether it is known what exists in Asterisk. */
  get #isSynchronised(): boolean {
    return this.#connected && this.#unseen === undefined;
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
    if (!this.#connected) return;
    const snapshot = await takeSnapshot(this.#client, this.#names);
    this.departures = this.#calls.departed(snapshot);
    const up = snapshot.own.filter(({ state }) => state === 'Up');
    this.answered = up.flatMap(({ id }) => this.#names.dialled(id) ?? []);
  }

  #onConnected(): void {
    this.#connected = true;
    this.#connections++;
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
    if (this.#connected && this.#started) this.#stand(false);
    this.#connected = false;
    this.#unseen = [];
    this.#dialler.lose();
  }

  #onMalformed(reason: string): void {
    this.#host.log.warn('Asterisk told something that cannot be read; what exists is asked for again', { reason });
    if (this.#started && this.#unseen === undefined) this.#inBackground(this.#synchronise());
  }

  #onEvent(event: AriEvent): void {
    if (this.#unseen) this.#unseen.push(event);
    else this.#dispatch.act(event);
  }

  /** Finds out what exists, after whatever is still being found out over a connection before. */
  #synchronise(): Promise<void> {
    this.#unseen ??= [];
    const connection = this.#connections;
    const finding = this.#synchronising.then(() => this.#findOut(connection));
    this.#synchronising = finding.catch(() => undefined);
    return finding;
  }

  /** Reports whoever has gone, goes on with whoever is there, and ends what belongs to nobody; unless the connection is lost. */
  async #findOut(connection: number): Promise<void> {
    const isLost = () => !this.#connected || connection !== this.#connections;
    if (isLost()) return;
    try {
      const snapshot = await takeSnapshot(this.#client, this.#names);
      if (isLost()) return;
      this.#music.forget();
      this.#forwarded.found(snapshot.forwarded);
      for (const { contact, by } of this.#calls.departed(snapshot)) await this.#host.leave(contact, by);
      await findLeftRecordings(this.#finder, snapshot);
      await this.#calls.adopt(snapshot, (channel) => this.#dispatch.follow(channel));
      await this.#calls.endStrays(snapshot);
      if (isLost()) return;
      for (const channel of snapshot.callers.values()) this.#dispatch.entered(channel);
    } catch (thrown) {
      if (isLost()) return;
      this.#host.log.error('It could not be found out what exists in Asterisk; it is tried again', thrown);
      await new Promise<void>((resolve) => this.#host.clock.at(this.#host.clock.now() + RETRY_MS, resolve));
      await this.#findOut(connection);
      return;
    }
    this.#stand(true);
    const unseen = this.#unseen ?? [];
    this.#unseen = undefined;
    for (const event of unseen) this.#dispatch.act(event);
    this.#calls.settle();
  }

  async #announce(contact: string, caller: string, { texts, language }: Announcement): Promise<void> {
    const sounds = this.#sounds;
    if (!sounds) {
      this.#host.log.warn('Callers cannot be told how long it will take: the gateway has no option `voice`');
      return;
    }
    const media = await Promise.all(texts.map((text) => sounds.mediaOf({ text }, language)));
    await inTime(this.#client.play(caller, this.#names.playback(contact, newId()), media));
  }

  /** Says whether Asterisk is there, one after the other. */
  #stand(isThere: boolean): void {
    this.#standing = this.#standing.then(() => this.#host.standing(isThere));
    this.#inBackground(this.#standing);
  }

  #trunkTo(number: string): string | undefined {
    return this.#options.trunk?.replaceAll('{number}', () => number);
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((thrown: unknown) => {
      if (!this.#closed) this.#host.log.error('What happens in Asterisk could not be followed', thrown);
    });
  }
}
