import type { CommunicationServerOptions, Gateway, Queue } from '@caruso/communication-server';

/** How large a day is. */
export interface DayPlan {
  readonly agents: number;
  readonly contacts: number;
  readonly hours: number;
}

export const SECOND = 1_000;
export const HALF_HOUR = 1_800 * SECOND;
export const START = Date.UTC(2026, 0, 5, 8);

/** Share of each queue in the contacts. */
const SHARES = { service: 0.6, sales: 0.25, claims: 0.15 };

export function endOf({ hours }: DayPlan): number {
  return START + 2 * hours * HALF_HOUR;
}

/** A document of callers: more in the middle of the day than at its ends. */
export function scenarioOf({ contacts, hours }: DayPlan): string {
  const halves = Array.from({ length: 2 * hours }, (_, half) => 1 + Math.sin((Math.PI * (half + 0.5)) / (2 * hours)));
  const total = halves.reduce((sum, weight) => sum + weight, 0);
  const streams = Object.entries(SHARES).flatMap(([queue, share]) =>
    halves.map((weight, half) => {
      const every = Math.round(HALF_HOUR / ((contacts * share * weight) / total));
      const span = `starting="${half * 1_800}s" until="${(half + 1) * 1_800}s"`;
      return `<arrivals id="${queue}-${half}" every="${every}ms" ${span} to="+499" queue="${queue}" patience="90s" talk="200s"><customer from="+491"/></arrivals>`;
    }),
  );
  return `<scenario id="day" seed="20260105">\n${streams.join('\n')}\n</scenario>`;
}

/** Three queues, two of which have rules about who waits how long; agents who serve two or all of them. */
export function optionsOf({ agents }: DayPlan, gateway: Gateway): CommunicationServerOptions {
  const served = [
    ['service', 'sales'],
    ['service', 'claims'],
    ['service', 'sales', 'claims'],
  ];
  return {
    agents: Array.from({ length: agents }, (_, index) => ({
      id: `agent-${index + 1}`,
      name: `Agent ${index + 1}`,
      queues: served[index % served.length] ?? [],
    })),
    queues: [
      queueOf('service', { maxLength: 100 }),
      queueOf('sales', { maxWait: 45, overflow: { queue: 'service' } }),
      queueOf('claims', { strategy: 'fewest-contacts' }),
    ],
    notReadyReasons: [{ id: 'lunch', label: 'Lunch' }],
    gateways: [gateway],
    connectionGraceMs: 24 * 2 * HALF_HOUR,
  };
}

function queueOf(id: string, rules: Partial<Queue>): Queue {
  const serviceLevel = { seconds: 20, target: 0.8 };
  return { id, name: id, channel: 'voice', dispositions: [], serviceLevel, wrapUp: { seconds: 20 }, ...rules };
}
