import type { AriClient } from './ari/ari-client.js';
import type { AriBridge, AriChannel } from './ari/ari-model.js';
import { AGENT_VARIABLE, type Found, type Leg, RESERVATION_VARIABLE } from './call.js';
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

/** What exists of one call. */
export async function foundOf(
  contact: string,
  caller: AriChannel,
  { own, bridges }: Snapshot,
  client: AriClient,
  names: Names,
): Promise<Found> {
  const talkBridge = bridges.find(({ id }) => id === names.talkBridge(contact));
  const legs = own.filter(({ id }) => names.contactOfLeg(id) === contact);
  return {
    answered: caller.state === 'Up',
    bridge: bridges.find(({ channels }) => channels.includes(caller.id))?.id,
    talkBridge: talkBridge?.id,
    legs: await Promise.all(legs.map((leg) => legOf(leg, client))),
    talking: new Set(legs.flatMap(({ id }) => (talkBridge?.channels.includes(id) ? [id] : []))),
  };
}

async function legOf({ id, state }: AriChannel, client: AriClient): Promise<Leg> {
  const [agent, reservation] = await Promise.all([
    client.variable(id, AGENT_VARIABLE),
    client.variable(id, RESERVATION_VARIABLE),
  ]);
  return { channel: id, agent, reservation: reservation === '' ? undefined : reservation, up: state === 'Up' };
}
