import type { AriClient } from './ari/ari-client.js';
import type { AriBridge, AriChannel } from './ari/ari-model.js';
import type { Found } from './call.js';
import { LEG_VARIABLES, type Leg } from './leg.js';
import type { Names } from './names.js';

/** What exists in Asterisk at one moment, of what belongs to the application. */
export interface Snapshot {
  /** When Asterisk started, milliseconds since 1970 UTC. */
  readonly startedAt: number;
  /** Channels that callers have opened, in the care of the application. */
  readonly callers: ReadonlyMap<string, AriChannel>;
  /** Channels the gateway has made. */
  readonly own: readonly AriChannel[];
  /** Bridges the gateway has made. */
  readonly bridges: readonly AriBridge[];
}

/** Asks what exists; nothing that happened while the gateway was not connected is told otherwise. */
export async function takeSnapshot(client: AriClient, names: Names): Promise<Snapshot> {
  const [info, channels, bridges] = await Promise.all([client.info(), client.channels(), client.bridges()]);
  const callers = channels.filter(({ id, dialplan: { app_name, app_data } }) => {
    return app_name === 'Stasis' && app_data.split(',')[0] === client.application && !names.isOurs(id);
  });
  return {
    startedAt: Date.parse(info.status.startup_time),
    callers: new Map(callers.map((channel) => [channel.id, channel])),
    own: channels.filter(({ id }) => names.isOurs(id)),
    bridges: bridges.filter(({ id }) => names.isOurs(id)),
  };
}

/** The channel of the customer of a contact: the one that called, or by which the customer was called, or called back. */
export function callerOf(
  { contact, externalId }: { readonly contact: string; readonly externalId: string },
  { callers, own }: Snapshot,
  names: Names,
): AriChannel | undefined {
  return (
    callers.get(externalId) ??
    own.find(({ id, state }) => state === 'Up' && (id === externalId || names.contactOfCallback(id) === contact))
  );
}

/** What exists of one call. */
export async function foundOf(
  contact: { readonly contact: string; readonly externalId: string },
  snapshot: Snapshot,
  client: AriClient,
  names: Names,
): Promise<Found> {
  const { own, bridges } = snapshot;
  const caller = callerOf(contact, snapshot, names);
  const talkBridge = bridges.find(({ id }) => id === names.talkBridge(contact.contact));
  const legs = own.filter(({ id }) => names.contactOfLeg(id) === contact.contact);
  return {
    caller: caller && { channel: caller.id, answered: caller.state === 'Up' },
    bridge: caller && bridges.find(({ channels }) => channels.includes(caller.id))?.id,
    talkBridge: talkBridge?.id,
    legs: await Promise.all(legs.map((leg) => legOf(leg, talkBridge, client))),
  };
}

async function legOf({ id, state }: AriChannel, talk: AriBridge | undefined, client: AriClient): Promise<Leg> {
  const [agent = '', number = '', reservation = ''] = await Promise.all(
    [LEG_VARIABLES.agent, LEG_VARIABLES.number, LEG_VARIABLES.reservation].map((name) => client.variable(id, name)),
  );
  return {
    channel: id,
    party: number === '' ? { agent } : { number },
    reservation: reservation === '' ? undefined : reservation,
    up: state === 'Up',
    talking: talk?.channels.includes(id) ?? false,
  };
}
