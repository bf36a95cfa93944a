import type { CompiledExpression } from '@caruso/language';
import { compileRoute, type NumberPlan } from '../configuration/numbers.js';
import type { Answering, Arrival } from '../gateways/gateway.js';
import { present } from '../present.js';

/** Where an arrival is to wait, or what leads it. */
export type Destined = { readonly queue: string; readonly priority?: number } | Exclude<Answering, { queue: string }>;

/** How long who writes may say nothing, or be gone; see `NumberPlan`. */
export interface IdleLimits {
  readonly silenceMs?: number;
  readonly absenceMs?: number;
}

interface Answered {
  readonly idle: IdleLimits;
  readonly otherwise: Answering;
  readonly routes: readonly { readonly condition: CompiledExpression; readonly to: Destined }[];
}

/** What answers the numbers and addresses of a contact centre. */
export class AnsweredNumbers {
  readonly #numbers: ReadonlyMap<string, Answered>;

  constructor(numbers: Readonly<Record<string, NumberPlan>>) {
    this.#numbers = new Map(Object.entries(numbers).map(([number, plan]) => [number, answeredBy(plan)]));
  }

  get known(): string[] {
    return [...this.#numbers.keys()];
  }

  /** What answers a number if no condition says otherwise. */
  of(to: string): Answering | undefined {
    return this.#numbers.get(to)?.otherwise;
  }

  /** How long who writes to an address may say nothing, or be gone. */
  idleLimitsOf(to: string): IdleLimits {
    return this.#numbers.get(to)?.idle ?? {};
  }

  /**
   * What answers an arrival: the first route whose condition holds, else what answers the number.
   *
   * @param now - milliseconds since 1970 UTC
   */
  for(arrival: Pick<Arrival, 'from' | 'to' | 'channel' | 'customer'>, now: number): Destined | undefined {
    const answered = this.#numbers.get(arrival.to);
    if (!answered) return undefined;
    const { from, to, channel, customer = null } = arrival;
    const holds = ({ evaluate }: CompiledExpression) =>
      evaluate({ from, to, channel, customer }, { now, zone: 'UTC' }) === true;
    return answered.routes.find(({ condition }) => holds(condition))?.to ?? answered.otherwise;
  }
}

function answeredBy(plan: NumberPlan): Answered {
  if (typeof plan === 'string') return { otherwise: { queue: plan }, routes: [], idle: {} };
  const { routes = [], silence, absence, ...otherwise } = plan;
  const inMs = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1_000);
  return {
    idle: present({ silenceMs: inMs(silence), absenceMs: inMs(absence) }),
    otherwise:
      'queue' in otherwise
        ? { queue: otherwise.queue }
        : { script: otherwise.script, ...present({ fallback: otherwise.fallback }) },
    routes: routes.flatMap(({ when, queue, priority }) => {
      const condition = compileRoute(when);
      return condition.ok ? [{ condition, to: { queue, ...present({ priority }) } }] : [];
    }),
  };
}
