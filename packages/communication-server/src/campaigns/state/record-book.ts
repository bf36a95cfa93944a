import { RankedSet } from '../../state/ranked-set.js';
import type { CallingWindow } from '../list/calling-window.js';
import { type CampaignRecord, eraseRecord } from '../list/campaign-record.js';
import { zonesOf } from '../list/zones-of-number.js';

/** A record with its place in the order of loading. */
interface Entry {
  readonly rank: number;
  readonly notBefore: number;
  readonly record: CampaignRecord;
}

/** Open records whose next number lies in the same time zones. */
interface Place {
  readonly zones: readonly string[];
  /** Never called or shown, in the order of loading. */
  readonly fresh: RankedSet<Entry>;
  /** To be called again, the earliest first. */
  readonly again: RankedSet<Entry>;
}

/**
 * The records of a campaign. Those that are open are kept by time zone, so that whoever is called next is found without a
 * look at all those who must not be called at this hour.
 */
export class RecordBook {
  readonly #entries = new Map<string, Entry>();
  readonly #places = new Map<string, Place>();
  /** Which record has a number. */
  readonly owners = new Map<string, string>();
  #open = 0;

  get size(): number {
    return this.#entries.size;
  }

  /** How many may still be called. */
  get open(): number {
    return this.#open;
  }

  get(id: string): CampaignRecord | undefined {
    return this.#entries.get(id)?.record;
  }

  /** In the order of loading. */
  *[Symbol.iterator](): Generator<CampaignRecord> {
    for (const { record } of this.#entries.values()) yield record;
  }

  /** Adds a record, or puts it in the place of the one with its id. */
  put(record: CampaignRecord): void {
    const before = this.#entries.get(record.id);
    if (before?.record.state.name === 'open') {
      this.#setOf(before.record).delete(before);
      this.#open -= 1;
    }
    const notBefore = record.state.name === 'open' ? record.state.notBefore : 0;
    const entry = { rank: before?.rank ?? this.#entries.size, notBefore, record };
    this.#entries.set(record.id, entry);
    if (!before) for (const number of record.numbers) this.owners.set(number, record.id);
    if (record.state.name !== 'open') return;
    this.#setOf(record).add(entry);
    this.#open += 1;
  }

  /** Takes the numbers out of a record. */
  erase(id: string): void {
    const record = this.get(id);
    if (!record) return;
    for (const [number, owner] of this.owners) if (owner === id) this.owners.delete(number);
    this.put(eraseRecord(record));
  }

  /** Whom to call now: who was promised another call first, then those never called. */
  *callable(window: CallingWindow, now: number): Generator<CampaignRecord> {
    const allowed = [...this.#places.values()].filter(({ zones }) => window.allows(zones, now));
    for (const kind of ['again', 'fresh'] as const)
      for (const place of allowed)
        for (const { record, notBefore } of place[kind]) {
          if (notBefore > now) break;
          yield record;
        }
  }

  /** When the next record may be called, at or after now; undefined when none ever may. */
  nextCallAt(window: CallingWindow, now: number): number | undefined {
    const moments = [...this.#places.values()].flatMap(({ zones, fresh, again }) => {
      const [first] = [fresh.first, again.first].flatMap((entry) => entry ?? []).sort(byTime);
      const moment = first && window.nextAllowed(zones, Math.max(now, first.notBefore));
      return moment === undefined ? [] : [moment];
    });
    return moments.length === 0 ? undefined : Math.min(...moments);
  }

  #setOf({ numbers, next, attempts, givenBack }: CampaignRecord): RankedSet<Entry> {
    const zones = zonesOf(numbers[next] ?? '');
    const key = zones.join(' ');
    let place = this.#places.get(key);
    if (!place) {
      place = {
        zones,
        fresh: new RankedSet(({ rank }) => [rank, 0]),
        again: new RankedSet(({ notBefore, rank }) => [notBefore, rank]),
      };
      this.#places.set(key, place);
    }
    return attempts.length === 0 && !givenBack ? place.fresh : place.again;
  }
}

const byTime = (a: Entry, b: Entry) => a.notBefore - b.notBefore;
