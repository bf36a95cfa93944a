import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ContactCentre,
  ContactCentreErrors,
  type ContactCentreEvent,
  communicationServer,
  type Gateway,
  type GatewayHost,
  simulated,
} from '@caruso/communication-server';
import { type Stub, VirtualClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { type DayPlan, endOf, HALF_HOUR, optionsOf, SECOND, START, scenarioOf } from './plan.js';

/** How far a day has come: everything up to this time has happened, and up to this event is stored. */
export interface DayProgress {
  readonly at: number;
  readonly last: ContactCentreEvent | undefined;
}

/** A day to be played, or to be gone on with. */
export interface DayToPlay {
  readonly plan: DayPlan;
  /** Where the database is. */
  readonly folder: string;
  /** When the process before was killed, if one was. */
  readonly from?: number;
}

/** How long agents let it ring, and where they look again after something was refused. */
const RING = 3 * SECOND;
const LOOK_AGAIN = 5 * SECOND;

/**
 * Plays a day, or what is left of it: the server, its log on SQLite and the simulated gateway are those of production, under
 * a clock that goes on by a second when everything before is stored.
 *
 * @returns milliseconds the server took to start
 */
export async function playDay(day: DayToPlay, told: (progress: DayProgress) => void): Promise<number> {
  const clock = new VirtualClock(day.from ?? START);
  const watched = watch(day);
  const components = [
    storageManager({ stores: { system: `sqlite:${join(day.folder, 'caruso.db')}` } }),
    communicationServer(optionsOf(day.plan, watched.gateway)),
  ];
  const began = performance.now();
  const running = await startAssembly({ company: 'day', components }, { clock, log: silentLog });
  const started = performance.now() - began;
  const agents = new Agents(running.get(ContactCentre), clock, day.plan, watched.asked);
  watched.seen = (event) => agents.see(event);
  await agents.begin(watched.host());
  while (clock.now() < endOf(day.plan) || watched.host().contacts().length > 0) {
    clock.advance(SECOND);
    await agents.settle();
    told({ at: clock.now(), last: watched.last() });
  }
  await agents.goHome();
  told({ at: clock.now(), last: watched.last() });
  await running.stop();
  return started;
}

/** The simulated gateway, and what it is told. */
function watch({ plan, folder }: DayToPlay) {
  const scenario = join(folder, 'scenario.xml');
  writeFileSync(scenario, scenarioOf(plan));
  const inner = simulated({ scenario });
  const asked = new Asked();
  let given: GatewayHost | undefined;
  let last: ContactCentreEvent | undefined;
  const watched = {
    asked,
    seen: (_: ContactCentreEvent): void => {},
    last: () => last,
    host(): GatewayHost {
      if (!given) throw new Error('The gateway is not open.');
      return given;
    },
    gateway: {
      id: inner.id,
      async open(host) {
        given = host;
        const connection = await inner.open({ ...host, arrive: (arrival) => asked.note(host.arrive(arrival)) });
        return {
          departures: connection.departures,
          start: () => connection.start(),
          close: () => connection.close(),
          happened(event, contact) {
            last = event;
            watched.seen(event);
            connection.happened(event, contact);
          },
        };
      },
    } satisfies Gateway,
  };
  return watched;
}

/** What the callers and agents of a day have asked for, and is not stored yet. */
class Asked {
  readonly #pending = new Set<Promise<unknown>>();

  note<Answer>(answer: Promise<Answer>): Promise<Answer> {
    this.#pending.add(answer);
    answer.finally(() => this.#pending.delete(answer)).catch(() => undefined);
    return answer;
  }

  get isOver(): boolean {
    return this.#pending.size === 0;
  }

  async settled(): Promise<void> {
    await Promise.all(this.#pending);
  }
}

/** The agents of the day: they answer after some seconds, seldom not at all, and have lunch one after the other. */
class Agents {
  readonly #centre: Stub<typeof ContactCentre>;
  readonly #clock: VirtualClock;
  readonly #plan: DayPlan;
  readonly #asked: Asked;

  constructor(centre: Stub<typeof ContactCentre>, clock: VirtualClock, plan: DayPlan, asked: Asked) {
    this.#centre = centre;
    this.#clock = clock;
    this.#plan = plan;
    this.#asked = asked;
  }

  /** Whoever is not at work begins, and offers that ring go on ringing. */
  async begin(host: GatewayHost): Promise<void> {
    for (const { offers } of host.contacts())
      for (const { agent, reservation } of offers) this.#ring(agent, reservation);
    if (this.#clock.now() >= endOf(this.#plan)) return;
    const agents = await this.#centre.agents({});
    for (const [index, { agent, state }] of agents.entries()) {
      if (state === 'offline') await this.#centre.logIn({ agent });
      const lunch = this.#lunch(index);
      const now = this.#clock.now();
      // Who is at work may be rung by now, because others are ready.
      const idle = state === 'offline' || state === 'not-ready';
      if (idle && (now < lunch.from || now >= lunch.until)) await this.#ready(agent);
      if (now >= lunch.until) continue;
      this.#later(Math.max(now, lunch.from), () => this.#away(agent));
      this.#later(lunch.until, () => this.#ready(agent));
    }
  }

  see(event: ContactCentreEvent): void {
    if (event.type === 'offer-made') this.#ring(event.agent, event.reservation);
    if (event.type === 'agent-state-changed' && event.reason === 'no-answer')
      this.#later(event.at + LOOK_AGAIN, () => this.#ready(event.agent));
  }

  /** Waits until everything that was asked for is stored. */
  async settle(): Promise<void> {
    do {
      await this.#asked.settled();
      await this.#centre.agent({ agent: 'agent-1' });
    } while (!this.#asked.isOver);
  }

  async goHome(): Promise<void> {
    for (const { agent } of await this.#centre.agents({})) await this.#centre.logOut({ agent });
  }

  #lunch(index: number) {
    const { agents, hours } = this.#plan;
    const day = 2 * hours * HALF_HOUR;
    const from = START + day * (0.35 + (0.3 * index) / agents);
    return { from: Math.round(from), until: Math.round(from + day * 0.05) };
  }

  #ring(agent: string, reservation: string): void {
    const ignored = [...reservation].reduce((sum, character) => sum + character.charCodeAt(0), 0) % 40 === 0;
    if (!ignored) this.#later(this.#clock.now() + RING, () => this.#centre.accept({ agent, reservation }));
  }

  #ready(agent: string): Promise<unknown> {
    return this.#centre.setReady({ agent });
  }

  #away(agent: string): Promise<unknown> {
    return this.#centre.setNotReady({ agent, reason: 'lunch' });
  }

  /** Who comes too late or is rung at the moment is refused, and looks again if that makes sense. */
  #later(at: number, act: () => Promise<unknown>): void {
    this.#clock.at(at, () => {
      const done = act().catch((thrown: unknown) => {
        if (ContactCentreErrors.ReservationOver.is(thrown)) return;
        if (!ContactCentreErrors.WrongState.is(thrown)) throw thrown;
        this.#later(this.#clock.now() + LOOK_AGAIN, act);
      });
      this.#asked.note(done);
    });
  }
}
