import type { EventPayload } from '../contract.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { AgentRecord, ContactRecord } from '../state/records.js';
import type { CommandOf } from './command.js';
import { enterQueue } from './decide-queueing.js';
import { handOn, leaveConference } from './decide-transfer.js';
import { endTalk } from './decide-wrap-up.js';
import { endAround } from './end-around.js';

const REASON = 'connection-lost';

/**
 * Nobody sits at the desktop any more: nothing is offered to an empty chair. A call goes on at the telephone; a chat has nothing
 * but the desktop, and goes to who else takes part in it, or back to the head of its queue. One chat at a time: the command is
 * given again as long as there are some.
 */
export function loseConnection(
  state: ContactCentreState,
  command: CommandOf<'lose-connection'>,
  now: number,
): readonly EventPayload[] {
  const agent = state.agent(command.agent);
  if (agent.state === 'ready')
    return [{ type: 'agent-state-changed', agent: agent.id, state: 'not-ready', reason: REASON }];
  const chat = [...agent.contacts]
    .map((id) => state.contact(id))
    .find(
      ({ channel, state: stands, agent: leader }) => isAt(channel) && stands === 'connected' && leader === agent.id,
    );
  if (!chat) return [];
  const rest: readonly EventPayload[] =
    agent.next === undefined ? [{ type: 'break-requested', agent: agent.id, reason: REASON, contact: chat.id }] : [];
  return [...rest, ...goOnWithout(state, agent, chat, now)];
}

/** Whether a conversation takes place at the desktop, now. A mail can wait. */
const isAt = (channel: ContactRecord['channel']) => channel === 'chat';

function goOnWithout(
  state: ContactCentreState,
  agent: AgentRecord,
  chat: ContactRecord,
  now: number,
): readonly EventPayload[] {
  if (chat.consultation?.answered) return handOn(state, chat, agent, now);
  if (chat.conference.length > 0) return leaveConference(state, chat, agent, now);
  const { queue = '' } = chat;
  return [
    ...endAround(state, chat, 'agent', now),
    { type: 'contact-transferred', contact: chat.id, agent: agent.id, kind: 'blind', to: { queue } },
    ...endTalk(state, chat, agent, 'gateway', now, true),
    ...enterQueue(state, chat, queue, { position: 1 }, now),
  ];
}
