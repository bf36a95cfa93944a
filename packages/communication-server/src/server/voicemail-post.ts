import type { Clock, Timer } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { ContactCentreEvent } from '../contract.js';
import type { GatewayMemory } from '../gateways/gateway-memory.js';
import type { PayloadOf } from '../state/records.js';
import { followEvents } from './follow-events.js';
import type { Gateways } from './gateways.js';
import type { Sequencer } from './sequencer.js';
import { voicemailLetter } from './voicemail-letter.js';

/** Where it is remembered up to which event messages have been mailed. */
const MEMORY = ['voicemail', 'mailed-to'] as const;
/** So many events are read again after a crash at most. */
const REMEMBER_EVERY = 5_000;
const RETRY_MS = 10_000;
/** How long the sound of a message is tried to be had before the mail goes without it. */
const PATIENCE_MS = 10 * 60_000;

interface VoicemailPostParts {
  readonly sequencer: Sequencer;
  readonly gateways: Gateways;
  readonly memory: GatewayMemory;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Mails the messages that customers leave by telephone, where a queue says so. It follows the log from where it was, and a
 * letter is stored under an id of its own before the place is remembered: so none is lost and none is sent twice.
 */
export class VoicemailPost {
  readonly #parts: VoicemailPostParts;
  #stop = new AbortController();
  #running: Promise<void> | undefined;
  #timer: Timer | undefined;
  #wake: (() => void) | undefined;

  constructor(parts: VoicemailPostParts) {
    this.#parts = parts;
  }

  /** What is left from now on is mailed; or, when it has run before, from where it was. */
  start(): void {
    if (this.#running) return;
    this.#stop = new AbortController();
    this.#running = this.#run(this.#parts.sequencer.durable);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#timer?.cancel();
    this.#wake?.();
    await this.#running;
    this.#running = undefined;
  }

  async #run(first: number): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await this.#follow(first);
        return;
      } catch (thrown) {
        if (this.#stop.signal.aborted) return;
        this.#parts.log.error('A message left by telephone could not be mailed; it is tried again', thrown);
        await this.#pause();
      }
    }
  }

  async #follow(first: number): Promise<void> {
    const { sequencer, memory } = this.#parts;
    const known = await memory.recall(...MEMORY);
    let remembered = known === undefined ? first : Number(known);
    if (known === undefined) await memory.remember(...MEMORY, String(remembered));
    for await (const event of followEvents(sequencer, remembered, this.#stop.signal)) {
      if (event.type === 'voicemail-left') await this.#mail(event);
      else if (event.number - remembered < REMEMBER_EVERY) continue;
      remembered = event.number;
      await memory.remember(...MEMORY, String(remembered));
    }
  }

  async #mail(event: ContactCentreEvent & PayloadOf<'voicemail-left'>): Promise<void> {
    const { sequencer, gateways, clock, log } = this.#parts;
    const queue = sequencer.state.queueRecord(event.queue).definition;
    if (queue?.voicemailTo === undefined) return;
    const sound = await gateways.voicemailOf(event.contact).catch((thrown: unknown) => {
      if (clock.now() - event.at < PATIENCE_MS) throw thrown;
      log.error('A message left by telephone is mailed without its sound', thrown, { contact: event.contact });
      return undefined;
    });
    const { calendars } = sequencer.state.configuration;
    const zone = calendars?.get(queue.reply?.hours ?? queue.hours ?? '')?.zone ?? 'UTC';
    await gateways.post(voicemailLetter(event, sequencer.state.contact(event.contact), queue, zone, sound));
  }

  async #pause(): Promise<void> {
    const { clock } = this.#parts;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#timer = clock.at(clock.now() + RETRY_MS, resolve);
    });
  }
}
