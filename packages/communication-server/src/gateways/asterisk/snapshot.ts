import type { AriClient } from './ari/ari-client.js';
import { type AriBridge, type AriChannel, isLocal } from './ari/ari-model.js';
import type { Found } from './call.js';
import { LEG_VARIABLES, type Leg } from './leg.js';
import type { Names } from './names.js';

/** What exists in Asterisk at one moment, of what belongs to the application. */
export interface Snapshot {
  /** When Asterisk started, milliseconds since 1970 UTC. */
  readonly startedAt: number;
  /** Channels that callers have opened, in the care of the application. */
  readonly callers: ReadonlyMap<string, AriChannel>;
  /** Channels the gateway has made, and those to which they were forwarded. */
  readonly own: readonly AriChannel[];
  /** The names by which telephones were called that have forwarded the call, by the channel in which it goes on. */
  readonly forwarded: ReadonlyMap<string, string>;
  /** Bridges the gateway has made. */
  readonly bridges: readonly AriBridge[];
}

/** Asks what exists; nothing that happened while the gateway was not connected is told otherwise. */
export async function takeSnapshot(client: AriClient, names: Names): Promise<Snapshot> {
  const [info, channels, bridges] = await Promise.all([client.info(), client.channels(), client.bridges()]);
  const forwarded = await forwardedOf(channels, client, names);
  const isOurs = ({ id }: AriChannel) => names.isOurs(id) || forwarded.has(id);
  const callers = channels.filter((channel) => {
    const { app_name, app_data } = channel.dialplan;
    return app_name === 'Stasis' && app_data.split(',')[0] === client.application && !isOurs(channel);
  });
  return {
    startedAt: Date.parse(info.status.startup_time),
    callers: new Map(callers.map((channel) => [channel.id, channel])),
    own: channels.filter(isOurs),
    forwarded,
    bridges: bridges.filter(({ id }) => names.isOurs(id)),
  };
}

async function forwardedOf(
  channels: readonly AriChannel[],
  client: AriClient,
  names: Names,
): Promise<ReadonlyMap<string, string>> {
  // A channel that leads into the dialplan has two ends, of which the second is in the dialplan.
  const near = channels.filter((channel) => isLocal(channel) && channel.name.endsWith(';1'));
  const found = await Promise.all(
    near.map(async ({ id }) => [id, await client.variable(id, LEG_VARIABLES.name)] as const),
  );
  return new Map(found.filter(([, name]) => names.isOurs(name)));
}

/** The contact for which the gateway has called a telephone, or has called the customer back. */
export function contactOfTelephone(channel: string, { forwarded }: Snapshot, names: Names): string | undefined {
  const name = forwarded.get(channel) ?? channel;
  return names.contactOfLeg(name) ?? names.contactOfCallback(name);
}

/** The channel of the customer of a contact: the one that called, or by which the customer was called, or called back. */
export function callerOf(
  { contact, externalId }: { readonly contact: string; readonly externalId: string },
  { callers, own, forwarded }: Snapshot,
  names: Names,
): AriChannel | undefined {
  return (
    callers.get(externalId) ??
    own.find(
      ({ id, state }) =>
        state === 'Up' && (id === externalId || names.contactOfCallback(forwarded.get(id) ?? id) === contact),
    )
  );
}

/** What exists of one call. */
export async function foundOf(
  contact: { readonly contact: string; readonly externalId: string },
  snapshot: Snapshot,
  client: AriClient,
  names: Names,
): Promise<Found> {
  const { own, bridges, forwarded } = snapshot;
  const caller = callerOf(contact, snapshot, names);
  const isCallback = ({ id }: AriChannel) => names.contactOfCallback(forwarded.get(id) ?? id) === contact.contact;
  const talkBridge = bridges.find(({ id }) => id === names.talkBridge(contact.contact));
  const legs = own.filter(({ id }) => names.contactOfLeg(forwarded.get(id) ?? id) === contact.contact);
  return {
    caller: caller && { channel: caller.id, answered: caller.state === 'Up' },
    calling: own.find((channel) => channel.state !== 'Up' && isCallback(channel))?.id,
    bridge: caller && bridges.find(({ channels }) => channels.includes(caller.id))?.id,
    talkBridge: talkBridge?.id,
    legs: await Promise.all(legs.map((leg) => legOf(leg, forwarded.get(leg.id) ?? leg.id, talkBridge, client))),
  };
}

async function legOf(
  { id, state }: AriChannel,
  name: string,
  talk: AriBridge | undefined,
  client: AriClient,
): Promise<Leg> {
  const [agent = '', number = '', reservation = ''] = await Promise.all(
    [LEG_VARIABLES.agent, LEG_VARIABLES.number, LEG_VARIABLES.reservation].map((what) => client.variable(id, what)),
  );
  return {
    channel: id,
    name,
    party: number === '' ? { agent } : { number },
    reservation: reservation === '' ? undefined : reservation,
    up: state === 'Up',
    talking: talk?.channels.includes(id) ?? false,
  };
}
