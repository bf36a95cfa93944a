import { Table, Text } from '@mantine/core';
import { useRef } from 'react';
import type { Monitor, MonitorSettings } from '../../../src/api-types.js';
import { AgentStateBadge } from '../shared/agent-state-badge.js';
import { Elapsed } from '../shared/elapsed.js';
import { reasonLabel } from '../shared/not-ready-reasons.js';
import { actionsWith, type heardBy } from './agent-actions.js';
import { AgentMenu } from './agent-menu.js';
import { AgentTalk } from './agent-talk.js';
import { Supervision } from './supervision.js';
import { useAgentControl } from './use-agent-control.js';

export interface AgentRowProps {
  readonly agent: Monitor['agents'][number];
  readonly settings: MonitorSettings | undefined;
  /** The agent whose telephone the supervisor has. */
  readonly telephone: string | undefined;
  /** What the supervisor hears. */
  readonly heard: ReturnType<typeof heardBy>;
}

/** An agent: doing what, with whom, for how long; and what can be done with him. */
export function AgentRow({ agent, settings, telephone, heard }: AgentRowProps) {
  const control = useAgentControl(agent.agent);
  const button = useRef<HTMLButtonElement>(null);
  const reasons = settings?.notReadyReasons ?? [];
  const actions = actionsWith(agent, { hears: heard !== undefined, telephone, reasons });
  const talksByTelephone = agent.talks.some(({ channel }) => channel === 'voice');
  const hearsAnother = heard && talksByTelephone && !agent.talks.some(({ contact }) => contact === heard.talk.contact);
  const stop = (contact: string) => {
    // The buttons go when the supervision has ended, and would take the focus with them.
    button.current?.focus();
    control({ kind: 'stop', contact });
  };
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {agent.name}
      </Table.Th>
      <Table.Td>
        <AgentStateBadge state={agent.state} />
        <StateNotes agent={agent} reasons={reasons} />
      </Table.Td>
      <Table.Td ta="right">
        <Elapsed since={agent.since} />
      </Table.Td>
      <Table.Td>
        {agent.talks.map((talk) => (
          <div key={talk.contact}>
            <AgentTalk talk={talk} customerObject={settings?.customerObject} />
            <Supervision
              supervisors={talk.supervisors}
              telephone={telephone}
              agent={agent.name}
              onMode={(mode) => control({ kind: 'supervise', contact: talk.contact, mode })}
              onStop={() => stop(talk.contact)}
            />
          </div>
        ))}
      </Table.Td>
      <Table.Td ta="right">
        {actions.length > 0 && (
          <AgentMenu
            agent={agent}
            actions={actions}
            reasons={reasons}
            hears={hearsAnother ? heard.agent.name : undefined}
            onAction={control}
            button={button}
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** Why somebody is not ready and who has ordered it, and which break is to come. */
function StateNotes({
  agent: { reason, by, next },
  reasons,
}: Pick<AgentRowProps, 'agent'> & { readonly reasons: MonitorSettings['notReadyReasons'] }) {
  const notes = [
    ...(reason === undefined ? [] : [reasonLabel(reason, reasons)]),
    ...(by === undefined ? [] : [`by ${by}`]),
    ...(next === undefined ? [] : [`then: ${reasonLabel(next, reasons)}`]),
  ];
  if (notes.length === 0) return null;
  return (
    <Text size="xs" c="dimmed">
      {notes.join(', ')}
    </Text>
  );
}
