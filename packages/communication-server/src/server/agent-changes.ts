import { ChangeSignal } from '@caruso/core';
import type { ContactCentreEvent } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';

/** Tells who watches an agent that something the agent's view shows has changed. */
export class AgentChanges {
  readonly #signals = new Map<string, ChangeSignal>();

  of(agent: string): ChangeSignal {
    const known = this.#signals.get(agent);
    if (known) return known;
    const signal = new ChangeSignal();
    this.#signals.set(agent, signal);
    return signal;
  }

  /** Events have happened: they concern the agents they name, and who has to do with the contacts they name. */
  raise(events: readonly ContactCentreEvent[], state: ContactCentreState): void {
    const concerned = new Set<string>();
    for (const event of events) {
      if ('agent' in event && event.agent !== undefined) concerned.add(event.agent);
      if ('with' in event && 'agent' in event.with) concerned.add(event.with.agent);
      const contact = 'contact' in event && event.contact ? state.contacts.get(event.contact) : undefined;
      if (contact?.agent !== undefined) concerned.add(contact.agent);
    }
    for (const agent of concerned) this.#signals.get(agent)?.raise();
  }

  raiseAll(): void {
    for (const signal of this.#signals.values()) signal.raise();
  }
}
