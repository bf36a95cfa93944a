import { type Clock, newId, type Timer } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { ContactCentreEvent } from '../../contract.js';
import type { DialResult } from '../../gateways/gateway.js';
import { present } from '../../present.js';
import type { Gateways } from '../../server/gateways.js';
import type { Sequencer } from '../../server/sequencer.js';
import type { PayloadOf } from '../../state/records.js';
import type { CampaignDefinition } from '../definition/campaign-definition.js';
import type { CampaignRecord } from '../list/campaign-record.js';
import { outcomeOf } from './outcome-of.js';

const TICK_MS = 1_000;
const RINGING_S = 25;

interface DiallerParts {
  readonly sequencer: Sequencer;
  readonly gateways: Gateways;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether somebody may be called as it is known now, and not only when the list was loaded. */
  readonly mayBeCalled: (definition: CampaignDefinition, record: CampaignRecord) => Promise<boolean>;
}

/** What became of an attempt: of the call, or of nothing where the consent was taken back. */
type Dialled = DialResult | { readonly outcome: 'no-consent'; readonly reason: string; readonly interrupted?: never };

/**
 * Lets campaigns dial: asks each second, and whenever an agent or a line has changed, who is to be called, and has the gateways
 * call whom the log says. An attempt is in the log before it is dialled, so none is dialled twice.
 */
export class CampaignDialler {
  readonly #parts: DiallerParts;
  #timer: Timer | undefined;
  #running = false;
  #asked = false;

  constructor(parts: DiallerParts) {
    this.#parts = parts;
  }

  /** Ends the attempts that a process has left behind: whoever was called by it is called by nobody any more; who has answered waits in vain. */
  async reconcile(): Promise<void> {
    const { sequencer, gateways } = this.#parts;
    const answered = gateways.answeredBefore;
    const left = [...sequencer.state.campaigns].flatMap(({ attempts }) => [...attempts.values()]);
    for (const { id, state } of left) {
      if (state !== 'dialled') continue;
      const outcome = answered.has(id) ? 'dropped' : 'failed';
      const ended = { outcome, reason: 'interrupted', interrupted: true } as const;
      const command = { type: 'attempt-failed', attempt: id, ...ended } as const;
      await sequencer.submit(command, () => undefined, { at: sequencer.state.at, distribute: false });
    }
  }

  start(): void {
    this.#running = true;
    this.#ask();
  }

  close(): void {
    this.#running = false;
    this.#timer?.cancel();
  }

  told(events: readonly ContactCentreEvent[]): void {
    if (!this.#running) return;
    for (const event of events) {
      if (event.type === 'attempt-dialled') this.#inBackground(this.#dial(event));
      if (CHANGES.has(event.type)) this.#ask();
    }
  }

  /** Asks all campaigns at the next turn, once for all that happens meanwhile. */
  #ask(): void {
    if (this.#asked || !this.#anyRunning()) return;
    this.#asked = true;
    this.#inBackground(
      Promise.resolve().then(() => {
        this.#asked = false;
        return this.#dialAll();
      }),
    );
  }

  async #dialAll(): Promise<void> {
    const { sequencer, clock } = this.#parts;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (!this.#running || !this.#anyRunning()) return;
    this.#timer = clock.at(clock.now() + TICK_MS, () => this.#ask());
    for (const { id, status } of sequencer.state.campaigns)
      if (status === 'running')
        await sequencer.submit({ type: 'dial-campaign', campaign: id, run: newId() }, () => undefined);
  }

  #anyRunning(): boolean {
    for (const { status } of this.#parts.sequencer.state.campaigns) if (status === 'running') return true;
    return false;
  }

  async #dial(event: PayloadOf<'attempt-dialled'>): Promise<void> {
    const { attempt, gateway } = event;
    const result = await this.#result(event);
    if (!this.#running) return;
    if (result.outcome !== 'answered') {
      const { reason, interrupted } = result;
      await this.#parts.gateways.report({
        type: 'attempt-failed',
        attempt,
        outcome: result.outcome === 'no-consent' ? result.outcome : outcomeOf(result.outcome),
        reason,
        interrupted,
      });
      return;
    }
    const { call: externalId, attributes = {}, joins } = result;
    await this.#parts.gateways.report({
      type: 'attempt-answered',
      attempt,
      contact: newId(),
      externalId,
      attributes,
      joins,
    });
    const contact = this.#parts.sequencer.state.contacts.of(gateway, externalId);
    if (contact !== undefined) return;
    // Meanwhile the configuration has lost the campaign.
    await this.#parts.gateways.release(gateway, externalId);
    const reason = 'the campaign is gone';
    await this.#parts.gateways.report({ type: 'attempt-failed', attempt, outcome: 'failed', reason });
  }

  /** A gateway that fails has called nobody; nor has anybody been called whose consent cannot be read. */
  async #result({ attempt, campaign: id, record, phone, gateway }: PayloadOf<'attempt-dialled'>): Promise<Dialled> {
    const { sequencer, gateways, log, mayBeCalled } = this.#parts;
    const campaign = sequencer.state.campaigns.get(id);
    const { from = '', ringSeconds = RINGING_S, dropMessage: message } = campaign?.definition ?? {};
    const known = campaign?.records.get(record);
    try {
      if (campaign?.definition && known && !(await mayBeCalled(campaign.definition, known)))
        return { outcome: 'no-consent', reason: 'the consent was taken back' };
      return await gateways.dial(gateway, { id: attempt, to: phone, from, ringSeconds, ...present({ message }) });
    } catch (thrown) {
      log.error('A campaign could not dial', thrown, { campaign: id, gateway, number: phone });
      return { outcome: 'failed', ringMs: 0, reason: thrown instanceof Error ? thrown.message : String(thrown) };
    }
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((thrown: unknown) => {
      if (this.#running) this.#parts.log.error('A campaign could not go on; it is tried again', thrown);
    });
  }
}

/** After these there may be somebody to call, or an agent to call for. */
const CHANGES: ReadonlySet<ContactCentreEvent['type']> = new Set([
  'campaign-started',
  'attempt-ended',
  'attempt-withdrawn',
  'agent-state-changed',
  'agent-rested',
  'agent-resumed-in-queue',
] as const);
