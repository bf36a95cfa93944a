import type { Channel } from './channel.js';
import { IncomingCalls } from './incoming-calls.js';
import { isAnswer, readMessage } from './message.js';
import { OutgoingCalls } from './outgoing-calls.js';

/** Both directions of one channel: the calls this side makes, and those it serves. */
interface ChannelPeer {
  readonly outgoing: OutgoingCalls;
  readonly incoming: IncomingCalls;
}

const peers = new WeakMap<Channel, ChannelPeer>();

/** The one that a channel has, however many contracts are called and served over it. */
export function peerOf(channel: Channel): ChannelPeer {
  const known = peers.get(channel);
  if (known) return known;
  const outgoing = new OutgoingCalls(channel);
  const incoming = new IncomingCalls(channel);
  channel.onMessage((raw) => {
    const message = readMessage(raw);
    if (!message) channel.log.warn(`${channel.peer} sent what is no message; it is ignored`);
    else if (isAnswer(message)) outgoing.receive(message);
    else incoming.receive(message);
  });
  channel.onClose((reason) => {
    outgoing.channelClosed(reason);
    incoming.channelClosed(reason);
  });
  const peer = { outgoing, incoming };
  peers.set(channel, peer);
  return peer;
}
