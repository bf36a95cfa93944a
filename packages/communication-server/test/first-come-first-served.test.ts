import { describe, expect, it } from 'vitest';
import type { DrawnContact } from '../src/simulation/drawn-contact.js';
import { simulate } from '../src/simulation/simulate.js';
import { designRows } from './support/ground-truth/design-rows.js';
import type { GroundTruth } from './support/ground-truth/ground-truth.js';
import { moreRows } from './support/ground-truth/more-rows.js';

const CONTACTS = 20_000;

/** How long a contact waited, in seconds, and whether it was answered then. */
interface Fate {
  readonly wait: number;
  readonly answered: boolean;
}

/** What the router did with the contacts of a system, and what chance had given them. */
function routed(system: GroundTruth) {
  const drawn: DrawnContact[] = [];
  const queuedAt = new Map<string, number>();
  const fates = new Map<string, Fate>();
  const end = (contact: string, at: number, answered: boolean) =>
    fates.set(contact, { wait: (at - (queuedAt.get(contact) ?? Number.NaN)) / 1_000, answered });
  simulate(system, {
    seed: `${system.name}, contact by contact`,
    batches: { warmUp: 0, batches: 1, size: CONTACTS },
    drawn: (contact) => drawn.push(contact),
    told: (event) => {
      if (event.type === 'contact-queued') queuedAt.set(event.contact, event.at);
      else if (event.type === 'contact-connected') end(event.contact, event.at, true);
      else if (event.type === 'contact-abandoned' || event.type === 'contact-left-queue')
        end(event.contact, event.at, false);
    },
  });
  return { drawn: drawn.slice(0, CONTACTS), fates };
}

/**
 * The same contacts by the recursion of J. Kiefer and J. Wolfowitz (1955): who comes first is served first, by the agent who is
 * free first, and who has not the patience for that takes nobody's time.
 */
function* recursion(agents: number, drawn: readonly DrawnContact[], longest: number): Generator<Fate> {
  const freeAt = new Array<number>(agents).fill(0);
  for (const { at, handling, wrapUp, patience } of drawn) {
    const wait = Math.max(0, Math.min(...freeAt) - at);
    const bearable = Math.min(patience, longest);
    if (wait > bearable) yield { wait: bearable, answered: false };
    else {
      freeAt[freeAt.indexOf(Math.min(...freeAt))] = at + wait + handling + wrapUp;
      yield { wait, answered: true };
    }
  }
}

describe('distribution of one queue to one team', () => {
  const simple = [...designRows, ...moreRows].filter(({ queues }) => queues.length === 1);
  it.each(simple)('lets every contact wait as long as the recursion says: $name', { timeout: 60_000 }, (system) => {
    const { drawn, fates } = routed(system);
    const agents = system.teams[0]?.agents ?? 0;
    const expected = [...recursion(agents, drawn, system.queues[0]?.maxWait ?? Number.POSITIVE_INFINITY)];
    const wrong = expected.flatMap(({ wait, answered }, index) => {
      const contact = drawn[index]?.contact ?? '';
      const found = fates.get(contact);
      const same = found?.answered === answered && Math.abs(found.wait - wait) < 1e-6;
      return same ? [] : [{ contact, found, expected: { wait, answered } }];
    });
    expect(expected).toHaveLength(CONTACTS);
    expect(wrong).toEqual([]);
  });
});
