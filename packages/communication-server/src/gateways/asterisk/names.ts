/**
 * The ids of what the gateway makes in Asterisk. They say what it belongs to, so that it is found again after a restart of
 * either side; and they begin with the name of the application, so that nothing of anybody else is touched.
 */
export class Names {
  readonly #prefix: string;

  constructor(application: string) {
    this.#prefix = `${application}.`;
  }

  /** Whether the gateway made a channel, a bridge or a recording, and nobody else. */
  isOurs(id: string): boolean {
    return id.startsWith(this.#prefix);
  }

  /** Where those who wait in a queue hear its music. */
  queueBridge(queue: string): string {
    return `${this.#prefix}queue.${encodeURIComponent(queue)}`;
  }

  /** Where the customer of a contact talks. */
  talkBridge(contact: string): string {
    return `${this.#prefix}talk.${contact}`;
  }

  /** The contact whose talk a bridge is for. */
  contactOfTalk(bridge: string): string | undefined {
    return this.#rest(bridge, 'talk.');
  }

  /** An agent's telephone, called for a contact. */
  leg(contact: string, unique: string): string {
    return `${this.#prefix}leg.${contact}.${unique}`;
  }

  contactOfLeg(channel: string): string | undefined {
    return this.#rest(channel, 'leg.')?.split('.')[0];
  }

  /** A customer who is called back. */
  callback(contact: string, unique: string): string {
    return `${this.#prefix}back.${contact}.${unique}`;
  }

  contactOfCallback(channel: string): string | undefined {
    return this.#rest(channel, 'back.')?.split('.')[0];
  }

  /** A channel by which a supervisor hears a talk. */
  snoop(contact: string, unique: string): string {
    return `${this.#prefix}snoop.${contact}.${unique}`;
  }

  contactOfSnoop(channel: string): string | undefined {
    return this.#rest(channel, 'snoop.')?.split('.')[0];
  }

  /** Where a supervisor hears a talk. */
  watchBridge(contact: string, supervisor: string): string {
    return `${this.#prefix}watch.${contact}.${encodeURIComponent(supervisor)}`;
  }

  contactOfWatch(bridge: string): string | undefined {
    return this.#rest(bridge, 'watch.')?.split('.')[0];
  }

  /** A number that is called on its own, as for a campaign. */
  dial(unique: string): string {
    return `${this.#prefix}dial.${unique}`;
  }

  /** What a number is called for on its own. */
  dialled(channel: string): string | undefined {
    return this.#rest(channel, 'dial.');
  }

  isDial(channel: string): boolean {
    return this.dialled(channel) !== undefined;
  }

  /** What is said to the customer of a contact. */
  playback(contact: string, unique: string): string {
    return `${this.#prefix}say.${contact}.${unique}`;
  }

  contactOfPlayback(playback: string): string | undefined {
    return this.#rest(playback, 'say.')?.split('.')[0];
  }

  /** The message that the customer of a contact leaves. */
  message(contact: string): string {
    return `${this.#prefix}message.${contact}`;
  }

  contactOfMessage(recording: string): string | undefined {
    return this.#rest(recording, 'message.');
  }

  /** What a talk is recorded as that the contact centre knows by an id. */
  recording(id: string): string {
    return `${this.#prefix}recording.${id}`;
  }

  recordingOf(name: string): string | undefined {
    return this.#rest(name, 'recording.');
  }

  #rest(id: string, kind: string): string | undefined {
    const start = this.#prefix + kind;
    return id.startsWith(start) ? id.slice(start.length) : undefined;
  }
}
