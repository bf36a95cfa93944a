import { ChangeSignal, type Clock, type Stub, type Timer } from '@caruso/core';
import type { ServiceControl } from '@caruso/service-manager/contract';
import type { ServicesView } from '../api-types.js';
import type { ServiceOrders } from './service-orders.js';

/** Changes of state are told at once; the figures of calls, which change with every call, this often. */
const FIGURES_EVERY_MS = 2_000;

/** What the views are made of. */
export interface ServiceViewParts {
  readonly control: Stub<typeof ServiceControl>;
  readonly orders: ServiceOrders;
  readonly clock: Clock;
}

/** The services of the assembly and what is being done to them, now. */
export async function serviceView({ control, orders, clock }: ServiceViewParts): Promise<ServicesView> {
  const services = await control.list({});
  return { at: clock.now(), services, orders: orders.list() };
}

/** The same again after each change, and every two seconds for the figures, until `signal` is aborted. */
export async function* serviceViews(parts: ServiceViewParts, signal: AbortSignal): AsyncGenerator<ServicesView> {
  const { control, orders, clock } = parts;
  const changed = new ChangeSignal();
  const raise = () => changed.raise();
  let broken: unknown;
  follow(control.watch({}, { signal }), raise).catch((thrown: unknown) => {
    broken = thrown;
    raise();
  });
  const forget = orders.onChange(raise);
  let timer: Timer | undefined;
  try {
    for (let seen = -1; !signal.aborted; await changed.after(seen, signal)) {
      if (broken !== undefined) throw broken;
      seen = changed.count;
      yield await serviceView(parts);
      timer?.cancel();
      timer = clock.at(clock.now() + FIGURES_EVERY_MS, raise);
    }
  } finally {
    timer?.cancel();
    forget();
  }
}

async function follow(changes: AsyncIterable<unknown>, heard: () => void): Promise<void> {
  for await (const _ of changes) heard();
}
